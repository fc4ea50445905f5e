import Sockets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How much the calling thread wants the processor, and where.
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

    /// Keeps the thread to the first core of the process, where no thread of `leaveFirstCore` ever is. Linux wakes a thread
    /// that gets bytes over loopback on the core of the one that sends them, and in a virtual machine it does so even when
    /// another core idles: each would then wait until the other has sent all that it has to send.
    ///
    /// Threads and programs that it starts are kept there too. Such a thread must leave it to a `ReplyThread` to resume a
    /// task, or do so after `useAllCores`: for a task that waits, the system may start a new thread at once.
    static func takeFirstCore() { thread_use_cores(first_core) }

    /// As `takeFirstCore` in every other respect.
    static func leaveFirstCore() { thread_use_cores(other_cores) }

    static func useAllCores() { thread_use_cores(all_cores) }

    /// From now on the thread runs only when no other wants to, and so does what it starts: see `takeFirstCore`. There is
    /// no way back. Where the system refuses, it stays as it is.
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
