/// What the native engine is to send. Everything is encoded before the first request goes out.
package struct LoadPlan: Sendable {
    /// Full URL of the endpoint: `http://127.0.0.1:8000/v1/chat/completions`.
    package var url: String
    /// Encoded JSON bodies, sent in this order; from the start again when there are more requests than bodies.
    package var bodies: [[UInt8]]
    /// Requests to send. Default: one per body. `Int.max` is as many as go out within `duration`.
    package var requests: Int
    /// From the first request on; when it has passed no more are sent, and those under way are awaited. Nil: no limit.
    package var duration: Duration?
    /// Added to `host`, `content-type` and `content-length`.
    package var headers: [(name: String, value: String)]
    /// Requests under way at once. At least 1; `Int.max` is no limit.
    package var concurrency: Int
    /// Open loop: when each request is to be sent, in seconds from the start, ascending, one per request. Nil:
    /// closed loop.
    package var due: [Double]?
    /// Default 10 s.
    package var connectTimeout: Duration = .seconds(10)
    /// From sent to the first output-carrying chunk. Nil: no limit.
    package var firstTokenTimeout: Duration?
    /// From sent to the end of the answer. Nil: no limit. Default 6 h.
    package var totalTimeout: Duration? = .seconds(21_600)
    /// Without a byte, once output has begun. Nil: no limit. Default 10 min, which is far above any gap between tokens; before
    /// the first output a request may wait for as long as others take.
    package var idleTimeout: Duration? = .seconds(600)
    /// Tokens that each body asks for at the most, in the order of the bodies. Nil when not known.
    package var askedTokens: [Int]?
    /// Chat or completions. The answers of both are understood either way; it is for who reads the plan.
    package var isChat: Bool
    /// Whether the bodies ask for an event stream. Default true.
    package var streams = true
    /// What an https server is trusted by. Not used with http.
    package var trust = TLSTrust.systemRoots

    /// For the answer to a request. All that are under way share what their events may take.
    func limits(of index: Int) -> AnswerLimits {
        var limits = AnswerLimits(asked: askedTokens.map { $0[index % $0.count] })
        limits.eventBytes = max(1 << 20, min(EventStreamParser.limit, (64 << 20) / max(1, min(concurrency, requests))))
        return limits
    }

    package init(
        url: String,
        bodies: [[UInt8]],
        headers: [(name: String, value: String)] = [],
        concurrency: Int,
        isChat: Bool
    ) {
        self.url = url
        self.bodies = bodies
        requests = bodies.count
        self.headers = headers
        self.concurrency = concurrency
        self.isChat = isChat
    }
}
