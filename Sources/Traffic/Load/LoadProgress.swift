/// How far a run of the engine is.
package struct LoadProgress: Sendable, Equatable {
    /// Requests that ended, failed ones included.
    package var completed: Int
    package var failed: Int
    /// `Int.max` when only the duration ends the run.
    package var total: Int
    /// Output-carrying chunks of the requests that ended.
    package var chunks: Int
    /// Requests under way.
    package var inFlight = 0
    /// Since the first request was sent, in seconds.
    package var elapsed = 0.0
    /// Sum of the TTFT of the requests that completed, in seconds.
    package var ttftSum = 0.0
    /// From the first to the last output-carrying chunk of each, summed, in seconds: with `gaps`, the mean ITL.
    package var streamingSum = 0.0
    /// Gaps between consecutive output-carrying chunks of them.
    package var gaps = 0

    package init(completed: Int, failed: Int, total: Int, chunks: Int) {
        self.completed = completed
        self.failed = failed
        self.total = total
        self.chunks = chunks
    }
}
