/// What the load cost the native engine, from the first request sent to the end of the last.
package struct ClientUsage: Sendable, Codable, Equatable {
    /// CPU time of the engine's one thread in seconds; whatever else the process does is not in it.
    package var cpuSeconds: Double
    /// Largest resident set of the whole process so far, in bytes.
    package var peakMemoryBytes: Int
    /// `cpuSeconds` as a share of the run's wall time: 1 is one core kept busy.
    package var cpuShare: Double
    /// 99th percentile of how late a 10 ms timer on the engine's thread fires, in seconds. Nil when not measured.
    package var loopLagP99: Double?
    /// Longest such lag in seconds. Nil when not measured.
    package var loopLagMaximum: Double?
    /// 99th percentile of how long one turn of the engine's loop was busy, in seconds: what arrived in that time may be
    /// stamped that much late. Nil when not measured.
    package var busyTurnP99: Double?
    /// Sockets that were open at once.
    package var peakConnections = 0
    /// More than the concurrency when the server closed connections.
    package var connectionsOpened = 0
    /// Requests that were under way at once.
    package var peakInFlight = 0

    package init(cpuSeconds: Double, peakMemoryBytes: Int, cpuShare: Double, loopLagP99: Double?) {
        self.cpuSeconds = cpuSeconds
        self.peakMemoryBytes = peakMemoryBytes
        self.cpuShare = cpuShare
        self.loopLagP99 = loopLagP99
    }

    /// `connections_opened` is the first in alphabetic order, and a measurement is known by beginning with it.
    private enum CodingKeys: String, CodingKey {
        case cpuSeconds = "cpu_seconds"
        case peakMemoryBytes = "peak_memory_bytes"
        case cpuShare = "cpu_share"
        case loopLagP99 = "loop_lag_p99"
        case loopLagMaximum = "loop_lag_max"
        case busyTurnP99 = "loop_busy_p99"
        case peakConnections = "peak_connections"
        case connectionsOpened = "connections_opened"
        case peakInFlight = "peak_in_flight"
    }
}
