import BenchModel
import NIOCore

/// Lets one request after the other in that one event loop has read, with a look at the sockets between two. Requests
/// that come together are all read, and so have their instants, before much time is spent on the first.
final class RequestIntake: NIOScheduledCallbackHandler {
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
        let connection = waiting[next]
        next += 1
        if next == waiting.count {
            waiting.removeAll(keepingCapacity: true)
            next = 0
        }
        connection.letIn()
        if !waiting.isEmpty { arm() }
    }

    private func arm() {
        guard !isArmed else { return }
        // A timer that is already due would run before the sockets are looked at. Setting one fails only when the loop
        // has ended, and the requests with it.
        let deadline = NIODeadline.uptimeNanoseconds(UInt64(MonotonicClock.now.nanoseconds) + 1_000)
        isArmed = (try? eventLoop.assumeIsolated().scheduleCallback(at: deadline, handler: self)) != nil
    }
}
