package import BenchModel

/// How much CPU time a process had used by an instant of the system's monotonic clock, the one that Python's
/// `perf_counter` reads on Linux.
package struct CPUSample: Sendable, Codable, Equatable {
    package let instant: Instant
    /// User and system time of the process and of the children that it has waited for, in seconds.
    package let cpuSeconds: Double

    package init(instant: Instant, cpuSeconds: Double) {
        self.instant = instant
        self.cpuSeconds = cpuSeconds
    }

    /// Nil where the system does not tell, and when the process has ended.
    init?(process: Int32) {
        guard let cpuSeconds = ProcessTable.cpuSeconds(of: process) else { return nil }
        self.init(instant: Instant(nanoseconds: ProcessTable.monotonicNanoseconds()), cpuSeconds: cpuSeconds)
    }

    /// CPU time over wall time between two instants; 1 is one whole core. Linear between samples.
    /// Nil when the samples do not cover the window or fewer than three of them lie in it.
    package static func share(of samples: [CPUSample], from start: Instant, to end: Instant) -> Double? {
        guard start < end, samples.count(where: { $0.instant >= start && $0.instant <= end }) >= 3 else { return nil }
        guard let first = value(of: samples, at: start), let last = value(of: samples, at: end) else { return nil }
        return (last - first) / (end - start)
    }

    private static func value(of samples: [CPUSample], at instant: Instant) -> Double? {
        guard let next = samples.firstIndex(where: { $0.instant >= instant }) else {
            // The process may end within one sampling interval of its last request.
            guard let last = samples.last, instant - last.instant < 1 else { return nil }
            return last.cpuSeconds
        }
        if samples[next].instant == instant { return samples[next].cpuSeconds }
        guard next > 0 else { return nil }
        let (before, after) = (samples[next - 1], samples[next])
        let part = (instant - before.instant) / (after.instant - before.instant)
        return before.cpuSeconds + part * (after.cpuSeconds - before.cpuSeconds)
    }
}
