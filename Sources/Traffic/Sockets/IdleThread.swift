import Foundation

/// Work that must not take the processor from a thread that stamps what arrives.
package enum IdleThread {
    /// Runs `body` on a thread of its own that gets the processor only when no other wants it.
    package static func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            let replies = ReplyThread()
            let thread = Thread {
                ThreadPriority.yieldToAll()
                let value = body()
                replies.run { continuation.resume(returning: value) }
            }
            thread.name = "idle"
            thread.start()
        }
    }
}
