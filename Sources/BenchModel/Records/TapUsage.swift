/// What the tap's one thread was busy with, from the first request to the end of the last.
package struct TapUsage: Sendable, Equatable, Codable {
    /// CPU time in seconds.
    package var cpuSeconds = 0.0
    /// `cpuSeconds` as a share of wall time.
    package var cpuShare = 0.0
    /// 99th percentile of the time from bytes read to the same bytes handed to the system again, in seconds. Nil before
    /// any.
    package var forwardP99: Double?
    /// 99th percentile of how long one turn of its loop was busy, in seconds. Nil when not measured.
    package var busyTurnP99: Double?
    /// 99th percentile of how late its timer fires, in seconds. Nil when not measured.
    package var loopLagP99: Double?
    /// Bytes that the client or the server did not take at once, summed.
    package var heldBytes = 0

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case cpuSeconds = "cpu_seconds"
        case cpuShare = "cpu_share"
        case forwardP99 = "forward_p99"
        case busyTurnP99 = "loop_busy_p99"
        case loopLagP99 = "loop_lag_p99"
        case heldBytes = "held_bytes"
    }
}
