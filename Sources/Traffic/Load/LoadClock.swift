import BenchModel
import NIOCore

/// The time line of all instants that the engine records: the system's monotonic clock.
enum LoadClock {
    @inline(__always)
    static func now() -> Instant { Instant(nanoseconds: Int64(NIODeadline.now().uptimeNanoseconds)) }
}

extension Duration {
    /// In seconds.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
