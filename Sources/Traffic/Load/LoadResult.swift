package import BenchModel

/// What one run of the engine saw.
package struct LoadResult: Sendable {
    /// In order of index. Requests that were under way when the run was stopped are in it with the failure `cancelled`;
    /// those that were never sent are not.
    package let records: [RequestRecord]
    package let client: ClientUsage
    /// Whether the run was stopped before all requests were sent and answered.
    package let interrupted: Bool
    /// When the first request was sent.
    package let started: Instant
    /// When the last request ended.
    package let ended: Instant
    /// More than the concurrency when the server closed connections.
    package let connectionsOpened: Int
    package let peakInFlight: Int
    /// When the due times of an open loop count from. Nil in a closed loop.
    package let scheduleStart: Instant?

    package init(
        records: [RequestRecord],
        client: ClientUsage,
        interrupted: Bool,
        started: Instant,
        ended: Instant,
        connectionsOpened: Int,
        peakInFlight: Int,
        scheduleStart: Instant? = nil
    ) {
        self.records = records
        self.client = client
        self.interrupted = interrupted
        self.started = started
        self.ended = ended
        self.connectionsOpened = connectionsOpened
        self.peakInFlight = peakInFlight
        self.scheduleStart = scheduleStart
    }
}
