import BenchModel
import NIOCore

/// Lets in the requests that one event loop has read, a few at a time, with a look at the sockets in between. Requests that
/// come together are all read, and so have their instants, before much time is spent on the first.
final class RequestIntake: NIOScheduledCallbackHandler {
    /// Nanoseconds after which the sockets are looked at.
    private static let turn: Int64 = 100_000
    /// Nanoseconds to a timer that the loop does not find due when it looks for more to do: it would then run before the
    /// sockets are looked at.
    private static let ahead: Int64 = 5_000

    private let eventLoop: any EventLoop
    private var waiting: [SimulatorConnection] = []
    private var next = 0
    private var isArmed = false

    init(eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    func add(_ connection: SimulatorConnection) {
        waiting.append(connection)
        arm()
    }

    func handleScheduledCallback(eventLoop: some EventLoop) {
        isArmed = false
        let end = MonotonicClock.now.nanoseconds + Self.turn
        while !waiting.isEmpty, MonotonicClock.now.nanoseconds < end {
            let connection = waiting[next]
            next += 1
            if next == waiting.count {
                waiting.removeAll(keepingCapacity: true)
                next = 0
            }
            connection.letIn()
        }
        if !waiting.isEmpty { arm() }
    }

    private func arm() {
        guard !isArmed else { return }
        // Setting one fails only when the loop has ended, and the requests with it.
        let deadline = NIODeadline.uptimeNanoseconds(UInt64(MonotonicClock.now.nanoseconds + Self.ahead))
        isArmed = (try? eventLoop.assumeIsolated().scheduleCallback(at: deadline, handler: self)) != nil
    }
}
