/// How far a run of the engine is.
package struct LoadProgress: Sendable, Equatable {
    /// Requests that ended, failed ones included.
    package var completed: Int
    package var failed: Int
    package var total: Int
    /// Output-carrying chunks of the requests that ended.
    package var chunks: Int

    package init(completed: Int, failed: Int, total: Int, chunks: Int) {
        self.completed = completed
        self.failed = failed
        self.total = total
        self.chunks = chunks
    }
}
