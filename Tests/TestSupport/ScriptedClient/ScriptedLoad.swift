package import BenchModel

/// What a scripted client sends when nothing is wrong with it.
package struct ScriptedLoad: Sendable {
    package var requests: Int
    /// Requests under way at once, with one thread each.
    package var slots: Int
    /// Words of a prompt.
    package var words: Int
    package var outputTokens: Int
    /// Seconds from the start at which each request is due. Nil in a closed loop.
    package var due: [Double]?

    /// As the recipe has it; `slots` threads for an open loop without a limit.
    package init(_ workload: Workload, due: [Double]? = nil) {
        requests = workload.requests
        slots = workload.concurrency ?? 16
        words = workload.inputTokens
        outputTokens = workload.outputTokens
        self.due = due
    }
}
