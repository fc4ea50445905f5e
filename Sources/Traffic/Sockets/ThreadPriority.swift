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
    /// How soon a thread is run that does little at a time, and for which others wait: for how long it goes on while they
    /// do, in nanoseconds. One that is woken takes the core at once from one with longer slices.
    enum Haste: Int64 {
        /// The shortest that Linux knows.
        case most = 100_000
        case much = 500_000
    }

    /// What the thread starts is like any other.
    static func runSoon(_ haste: Haste) { thread_take_short_slices(haste.rawValue) }

    /// From now on the thread runs only when no other wants to, and so does what it starts: it must leave it to a
    /// `ReplyThread` to resume a task. There is no way back. Where the system refuses, it stays as it is.
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
