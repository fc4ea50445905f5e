/// The load that the native engine was asked for, to hold what it did against.
package struct AskedLoad: Sendable, Codable, Equatable {
    /// Requests to send. Nil: as many as go out within `duration`.
    package var requests: Int?
    /// Seconds from the first request on, after which no more are sent. Nil: no limit.
    package var duration: Double?
    /// Requests under way at once. Nil: no limit.
    package var concurrency: Int?
    /// Requests per second over the whole schedule of an open loop. Nil in a closed loop.
    package var rate: Double?
    /// Whether the answers were asked for as event streams.
    package var streams: Bool

    package init(
        requests: Int? = nil,
        duration: Double? = nil,
        concurrency: Int? = nil,
        rate: Double? = nil,
        streams: Bool = true
    ) {
        self.requests = requests
        self.duration = duration
        self.concurrency = concurrency
        self.rate = rate
        self.streams = streams
    }
}
