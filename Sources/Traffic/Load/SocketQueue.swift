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

    private let handle: Int32
    private var events = [socket_event](repeating: socket_event(), count: capacity)

    init() throws(LoadError) {
        handle = socket_queue_open()
        guard handle >= 0 else { throw .engine(SystemError.reason(errno)) }
    }

    deinit { socket_queue_close(handle) }

    /// - Returns: False when the system refused, as it does beyond its limit of open files.
    func add(_ socket: Int32, token: Int, writable: Bool) -> Bool {
        socket_queue_add(handle, socket, UInt32(token), writable ? 1 : 0) == 0
    }

    func change(_ socket: Int32, token: Int, writable: Bool) {
        _ = socket_queue_change(handle, socket, UInt32(token), writable ? 1 : 0)
    }

    /// Waits up to so many nanoseconds and gives every event to `body`.
    /// - Parameter woken: Called when the wait is over, before the first event.
    func wait(nanoseconds: Int64, woken: () -> Void, _ body: (_ token: Int, _ event: socket_event) -> Void)
        throws(LoadError)
    {
        let count = Int(socket_queue_wait(handle, &events, Int32(Self.capacity), max(0, nanoseconds)))
        guard count >= 0 else { throw .engine(SystemError.reason(errno)) }
        woken()
        for place in 0..<count {
            let event = events[place]
            body(Int(event.token), event)
        }
    }
}
