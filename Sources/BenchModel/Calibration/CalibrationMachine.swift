/// The machine that a calibration holds for.
package struct CalibrationMachine: Sendable, Codable, Equatable {
    package var cores: Int
    /// The processor's name. Empty when the system does not tell.
    package var cpu: String
    /// For the reader; a calibration outlives an update of the system.
    package var os: String

    package init(cores: Int, cpu: String, os: String) {
        self.cores = cores
        self.cpu = cpu
        self.os = os
    }

    /// Whether figures of the one hold for the other.
    package func isLike(_ other: CalibrationMachine) -> Bool { cores == other.cores && cpu == other.cpu }
}
