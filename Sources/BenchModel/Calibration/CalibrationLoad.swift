/// What a tool had to bear in one cell of a calibration.
package struct CalibrationLoad: Sendable, Codable, Equatable {
    /// Requests under way at once.
    package var concurrency: Int
    /// While all of them are being answered.
    package var chunksPerSecond: Double
    /// Name of the profile.
    package var profile: String

    package init(concurrency: Int, profile: CalibrationProfile) {
        self.concurrency = concurrency
        chunksPerSecond = profile.chunksPerSecond(concurrency: concurrency)
        self.profile = profile.name
    }

    private enum CodingKeys: String, CodingKey {
        case concurrency, profile
        case chunksPerSecond = "chunks_per_second"
    }
}
