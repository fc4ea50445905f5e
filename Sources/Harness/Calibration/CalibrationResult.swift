package import BenchModel

/// What a calibration came to.
package struct CalibrationResult: Sendable {
    package let document: CalibrationDocument
    package let folder: String
    /// Whether later runs on this machine will know of it.
    package let isSaved: Bool
}
