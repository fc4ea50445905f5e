package import BenchModel

/// What a session came to.
package struct SessionResult: Sendable {
    package let document: VerdictDocument
    package let folder: String
    /// True when it was stopped; the document then covers the rounds that were whole.
    package let interrupted: Bool
}
