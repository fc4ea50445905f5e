#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The system's clocks (clock_gettime(2)).
package enum SystemClock {
    /// The time of day, which can be set.
    case wall
    /// What instants are taken by; a time service may make it faster or slower.
    case monotonic
    /// What no time service corrects.
    case raw

    /// 0 when the system refuses.
    package var nanoseconds: Int64 {
        var time = timespec()
        guard clock_gettime(identifier, &time) == 0 else { return 0 }
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private var identifier: clockid_t {
        switch self {
        case .wall: CLOCK_REALTIME
        case .monotonic: CLOCK_MONOTONIC
        case .raw: CLOCK_MONOTONIC_RAW
        }
    }
}
