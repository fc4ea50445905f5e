import Synchronization

/// What a simulator counts while it runs.
final class SimulatorFigures: Sendable {
    /// vLLM's words for why an answer ended.
    enum Reason: String, Sendable, CaseIterable { case stop, length, abort, error }

    struct State: Sendable {
        var promptTokens = 0
        var generationTokens = 0
        /// Answers that ended, by reason.
        var finished: [Reason: Int] = [:]
        var running = 0
        var waiting = 0
        /// Prompt tokens that a prefix cache was asked for, and those of them that it had.
        var cacheQueries = 0
        var cacheHits = 0
        var timeToFirstToken = MetricHistogram(.firstToken)
        var interTokenLatency = MetricHistogram(.token)
        var endToEnd = MetricHistogram(.request)
        var queueTime = MetricHistogram(.request)
        /// From when something was due to when it was written.
        var lag = LagHistogram()

        mutating func firstToken(promptTokens: Int, after nanoseconds: Int64) {
            self.promptTokens += promptTokens
            generationTokens += 1
            timeToFirstToken.observe(nanoseconds)
        }

        mutating func nextToken(after nanoseconds: Int64) {
            generationTokens += 1
            interTokenLatency.observe(nanoseconds)
        }
    }

    private let state = Mutex(State())

    var now: State { state.withLock { $0 } }

    func update(_ change: (inout State) -> Void) {
        state.withLock { change(&$0) }
    }
}
