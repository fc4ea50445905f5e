import BenchModel
import Sockets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Waits for sockets that can be acted on.
final class SocketQueue {
    private static let capacity = 256

    private var queue = socket_queue()
    private var events = [socket_event](repeating: socket_event(), count: capacity)

    init() throws(LoadError) {
        guard socket_queue_open(&queue) == 0 else { throw .engine(SystemError.reason(errno)) }
    }

    deinit { socket_queue_close(&queue) }

    /// - Returns: False when the system refused, as it does beyond its limit of open files.
    func add(_ socket: Int32, token: Int, writable: Bool) -> Bool {
        socket_queue_add(&queue, socket, UInt32(token), writable ? 1 : 0) == 0
    }

    func change(_ socket: Int32, token: Int, readable: Bool = true, writable: Bool) {
        _ = socket_queue_change(&queue, socket, UInt32(token), readable ? 1 : 0, writable ? 1 : 0)
    }

    /// Waits until an instant at the most and gives every event to `body`.
    /// - Parameter woken: Called when the wait is over, before the first event.
    /// - Returns: The number of events.
    @discardableResult
    func wait(until deadline: Instant, woken: () -> Void, _ body: (_ token: Int, _ event: socket_event) -> Void)
        throws(LoadError) -> Int
    {
        let count = Int(socket_queue_wait(&queue, &events, Int32(Self.capacity), deadline.nanoseconds))
        guard count >= 0 else { throw .engine(SystemError.reason(errno)) }
        woken()
        for place in 0..<count {
            let event = events[place]
            body(Int(event.token), event)
        }
        return count
    }
}
