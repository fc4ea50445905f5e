#if os(Linux)
    import Dispatch
    import Foundation
    import Synchronization

    /// How the system treats a thread, as it tells it itself.
    struct ThreadTraits: Hashable {
        /// As the system lists them: `0-1,4`.
        var cores: String?
        /// The number of the scheduling policy: 0 is the usual one, 5 SCHED_IDLE.
        var policy: String?
        /// Nanoseconds. Nil where the system does not tell.
        var slice: String?

        static var ofThisThread: Self {
            Self(
                cores: field("Cpus_allowed_list", in: "/proc/thread-self/status"),
                policy: field("policy", in: "/proc/thread-self/sched"),
                slice: field("se.slice", in: "/proc/thread-self/sched")
            )
        }

        /// Those of a new thread that the calling one starts.
        static var ofNewThread: Self {
            let box = Box()
            Thread {
                box.traits.withLock { $0 = ofThisThread }
                box.isDone.signal()
            }.start()
            box.isDone.wait()
            return box.traits.withLock { $0 }
        }

        private final class Box: Sendable {
            let traits = Mutex(ThreadTraits())
            let isDone = DispatchSemaphore(value: 0)
        }

        private static func field(_ name: String, in path: String) -> String? {
            let line = try? String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").first {
                $0.prefix { $0 != ":" }.trimmingPrefix(while: \.isWhitespace).hasPrefix(name)
            }
            return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    /// Runs tasks, and notes what threads are like that are started by those that let a task go on.
    final class ResumerNotes: TaskExecutor {
        private let notes = Mutex<Set<ThreadTraits>>([])

        var seen: Set<ThreadTraits> { notes.withLock { $0 } }

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            let traits = ThreadTraits.ofNewThread
            notes.withLock { _ = $0.insert(traits) }
            DispatchQueue.global().async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
    }
#endif
