import Sockets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One of the two sockets of a link, with what it has not taken yet.
final class TapSide {
    /// Bytes that may wait for this side before the other one is no longer read.
    static let waitingLimit = 1 << 20

    let socket: Int32
    let token: Int
    /// Nothing more comes from it.
    var inputEnded = false
    /// Whether it can be written to.
    var isConnected: Bool
    private let queue: SocketQueue
    private var waiting: [UInt8] = []
    private var written = 0
    private var isRead = true
    private var endsWhenWritten = false
    private var isClosed = false

    /// - Parameter isConnected: Whether it is; else it is watched for being so.
    init?(socket: Int32, token: Int, queue: SocketQueue, isConnected: Bool) {
        self.socket = socket
        self.token = token
        self.queue = queue
        self.isConnected = isConnected
        guard queue.add(socket, token: token, writable: !isConnected) else { return nil }
    }

    var waitingBytes: Int { waiting.count - written }

    /// What writing came to.
    enum Writing { case all, held(Int), failed }

    /// Hands bytes to the system, and keeps what it does not take.
    func write(_ bytes: UnsafeRawBufferPointer) -> Writing {
        guard isConnected, waiting.isEmpty else {
            waiting.append(contentsOf: bytes)
            return .held(bytes.count)
        }
        let count = socket_write(socket, bytes.baseAddress, bytes.count, nil, 0)
        if count == bytes.count { return .all }
        if count < 0, errno != EAGAIN, errno != EWOULDBLOCK, errno != EINTR { return .failed }
        let taken = max(0, count)
        waiting = Array(bytes[taken...])
        written = 0
        watch()
        return .held(bytes.count - taken)
    }

    /// Writes what waits. False when the connection has failed.
    func writeWaiting() -> Bool {
        if !waiting.isEmpty {
            let count = waiting.withUnsafeBytes {
                socket_write(socket, $0.baseAddress.map { $0 + written }, $0.count - written, nil, 0)
            }
            if count < 0 { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR }
            written += count
            guard written == waiting.count else { return true }
            waiting = []
            written = 0
        }
        watch()
        if endsWhenWritten { socket_end_writing(socket) }
        return true
    }

    /// Says that nothing more will be written, once all is.
    func endWriting() {
        endsWhenWritten = true
        if waiting.isEmpty, isConnected { socket_end_writing(socket) }
    }

    /// Takes over what another side, which was never connected, had to write.
    func adopt(_ other: TapSide) {
        waiting = other.waiting
        endsWhenWritten = other.endsWhenWritten
    }

    /// Whether everything was written and the other side's end was passed on.
    var isDrained: Bool { endsWhenWritten && waiting.isEmpty }

    /// Reads on, or lets the bytes wait in the system.
    func read(_ wanted: Bool) {
        guard isRead != wanted else { return }
        isRead = wanted
        watch()
    }

    func watch() {
        queue.change(socket, token: token, readable: isRead && !inputEnded, writable: !waiting.isEmpty || !isConnected)
    }

    func close(reset: Bool) {
        guard !isClosed else { return }
        isClosed = true
        socket_close(socket, reset ? 1 : 0)
    }

    deinit { close(reset: false) }
}
