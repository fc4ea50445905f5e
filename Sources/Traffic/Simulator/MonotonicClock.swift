import BenchModel
import NIOCore

/// Reads the clock on which the event loops schedule: `CLOCK_MONOTONIC` on Linux, as `time.perf_counter` of Python.
enum MonotonicClock {
    static var now: Instant { Instant(nanoseconds: Int64(NIODeadline.now().uptimeNanoseconds)) }
}
