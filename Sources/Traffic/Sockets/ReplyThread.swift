import Dispatch
import Foundation
import Synchronization

/// Resumes tasks for a thread that has asked the system for something special: when a task is to go on and no thread is
/// free, the system starts one from that which resumes it, and the new one, with all that it starts in turn, would be as
/// special. Ends when nobody holds it and all is done.
final class ReplyThread: Sendable {
    private final class Work: Sendable {
        struct State {
            var waiting: [@Sendable () -> Void] = []
            var isEnded = false
        }

        let state = Mutex(State())
        let signal = DispatchSemaphore(value: 0)

        func run() {
            var isEnded = false
            while !isEnded {
                signal.wait()
                let bodies = state.withLock { state in
                    defer { state.waiting = [] }
                    isEnded = state.isEnded
                    return state.waiting
                }
                bodies.forEach { $0() }
            }
        }
    }

    private let work = Work()

    /// To be called on a thread that is like any other.
    init() {
        let thread = Thread { [work] in work.run() }
        thread.name = "replies"
        thread.start()
    }

    deinit {
        work.state.withLock { $0.isEnded = true }
        work.signal.signal()
    }

    /// Runs `body` soon, after all that was given before.
    func run(_ body: @escaping @Sendable () -> Void) {
        work.state.withLock { $0.waiting.append(body) }
        work.signal.signal()
    }
}
