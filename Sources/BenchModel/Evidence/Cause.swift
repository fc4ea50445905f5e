/// One cause of a difference or a doubt: a file of the catalogue. It looks at everything that is known and says what it
/// finds, or nothing.
package protocol Cause: Sendable {
    /// Stable, lower case with hyphens; the findings' id.
    var id: String { get }
    /// What it is, in a sentence.
    var meaning: String { get }
    /// By what it is told, in a sentence.
    var detection: String { get }
    /// What the user can do, in a sentence.
    var remedy: String { get }
    func findings(in evidence: SessionEvidence) -> [Finding]
}
