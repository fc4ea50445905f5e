package import BenchModel
package import ToolAdapters

/// What happens while a session is under way, for whoever shows it.
package enum RunEvent: Sendable {
    /// A step that takes time has begun.
    case step(String)
    /// How far a step is, in a line that the next one replaces.
    case progress(String)
    /// Something that the user should know; the run goes on.
    case warning(String)
    case runStarted(tool: ToolID, round: Int, rounds: Int)
    case runProgress(tool: ToolID, round: Int, progress: RunProgress)
    case runEnded(tool: ToolID, round: Int, seconds: Double, outcome: String)
    case resultFolder(String)
}
