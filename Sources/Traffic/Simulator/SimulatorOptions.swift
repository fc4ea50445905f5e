package import BenchModel

/// How the simulator answers and where it listens.
package struct SimulatorOptions: Sendable, Equatable {
    package var host = "127.0.0.1"
    /// 0 lets the system choose.
    package var port = 0
    /// The model's name. Requests that name another are refused.
    package var model = "simulator"
    /// From the request being read completely to the first token.
    package var ttft: Duration = .milliseconds(20)
    /// From each token to the next. Zero sends as fast as the client reads.
    package var itl: Duration = .milliseconds(5)
    /// File that gets one JSON line per request. Nil writes none. An existing file is replaced.
    package var logPath: String?
    /// Whether the log has the instant of every chunk. Without them a fast server writes little beside its answers.
    package var logsChunks = true
    /// Tokens that one write may carry when several are due. At least 1, which is how a server writes that makes them
    /// one after the other.
    package var batchLimit = 16
    /// Tokens that prompt and answer may have together.
    package var maximumModelLength = 1_048_576
    /// Event loops that share the connections. An engine has one, whatever stands here.
    package var threads = 1
    /// What chance adds to `ttft` and `itl`. Nil for nothing.
    package var jitter: ScheduleJitter?
    /// Makes the tokens in place of the schedule of `ttft`, `itl` and `jitter`, which then count for nothing. Nil for
    /// none.
    package var engine: EngineModel?

    /// How streams are cut into events. The default is vLLM's.
    package var layout = SimulatorLayout()
    /// What goes wrong on purpose; of several that hit an answer the first does. A request that asks for a fault by the
    /// header `x-concord-fault` gets that one.
    package var faults: [SimulatorFault] = []

    package init() {}

    /// Threads that really serve.
    var loopCount: Int { engine == nil ? max(1, threads) : 1 }
}
