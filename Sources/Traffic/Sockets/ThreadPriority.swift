import Sockets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How much the calling thread wants the processor.
enum ThreadPriority {
    /// Nanoseconds, the shortest that Linux knows.
    private static let slice: Int64 = 100_000

    /// From now on the thread is run soon after it was woken, and never for long: it does little at a time, and others wait
    /// for what it does.
    static func runSoon() { thread_take_short_slices(slice) }

    /// From now on the thread runs only when no other wants to. Where the system refuses, it stays as it is.
    static func yieldToAll() {
        #if os(Linux)
            // SCHED_IDLE, which the headers give only to GNU sources.
            var none = sched_param()
            _ = sched_setscheduler(0, 5, &none)
        #else
            _ = pthread_set_qos_class_self_np(QOS_CLASS_BACKGROUND, 0)
        #endif
    }
}
