/// One load on one simulated server.
struct LoadShape: Equatable, Sendable {
    var requests: Int
    var inputTokens = 100
    var outputTokens = 100
    /// Requests under way at once. Nil: not limited, which needs a rate.
    var concurrency: Int?
    /// Requests per second. Nil: closed loop.
    var rate: Double?
    var ttft: Duration = .milliseconds(20)
    var itl: Duration = .microseconds(4700)
    /// Tokens that one write of the server may carry when several are due.
    var batch = 16
    /// Whether the server notes the instant of every chunk. Without it there is no truth about latencies, and nothing
    /// that competes with the client for the processor.
    var logsChunks = true

    var chunks: Int { requests * outputTokens }

    /// The same with other counts of requests, at least as many as are under way at once.
    func with(requests: Int) -> LoadShape {
        var load = self
        load.requests = max(requests, min(self.requests, concurrency ?? 1))
        return load
    }
}
