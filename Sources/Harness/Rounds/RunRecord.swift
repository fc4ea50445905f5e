package import BenchModel
package import ToolAdapters

/// One run of one tool in one round, as it is kept: `run.json` in its folder.
package struct RunRecord: Sendable, Codable {
    package var tool: ToolID
    /// Which adapter ran it, where the recipe calls it otherwise. Nil: `tool`.
    package var adapter: ToolID?
    package var version: ToolVersion?
    package var round: Int
    /// Place within the round, from 1.
    package var position: Int
    package var argv: [String]
    package var env: [String: String]
    package var notes: [String]
    /// ISO 8601, UTC.
    package var started: String
    /// Nil when the tool could not be started.
    package var exit: ToolExit?
    /// Why the run gave no report. Nil when it did.
    package var failure: String?
}
