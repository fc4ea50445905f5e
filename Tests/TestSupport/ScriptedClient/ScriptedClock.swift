import BenchModel
import Foundation

/// The scripted client's own clock: the system's monotonic one, read by itself.
enum ScriptedClock {
    static func now() -> Instant { Instant(nanoseconds: nanoseconds(CLOCK_MONOTONIC)) }

    /// Processor time of the calling thread in seconds.
    static func threadSeconds() -> Double { Double(nanoseconds(CLOCK_THREAD_CPUTIME_ID)) * 1e-9 }

    static func sleep(until instant: Instant) { sleep(instant - now()) }

    static func sleep(_ seconds: Double) {
        if seconds > 0 { Thread.sleep(forTimeInterval: seconds) }
    }

    private static func nanoseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
