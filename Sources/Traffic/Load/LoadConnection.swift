import BenchModel
import Sockets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One connection of one slot: connects, writes requests, stamps what is read and hands it to the exchange under way.
/// What comes of it, it returns; the session decides. Lives on the engine's thread.
final class LoadConnection {
    enum Event {
        case none
        /// Connected, and with TLS secured: a request can be written.
        case opened
        /// It could not be opened; the text says why.
        case failed(String)
        /// The request under way is over.
        case answered(RequestRecord)
    }

    private enum State { case connecting, securing, open, closed }

    let slot: Int
    /// When connecting began.
    let asked: Instant
    /// The request that goes out as soon as the connection is open. Nil when none waits for it.
    var assigned: Int?
    /// The request under way. Nil between requests.
    private(set) var exchange: Exchange?

    private let socket: Int32
    private let queue: SocketQueue
    private let security: TLSFilter?
    private var state = State.connecting
    /// What the system has not taken yet.
    private var unwritten: [UInt8] = []
    private var writtenBytes = 0

    /// - Throws: The system's reason when it refused at once.
    init(slot: Int, address: socket_address, queue: SocketQueue, security: TLSFilter?) throws(ConnectRefusal) {
        var address = address
        socket = socket_connect(&address)
        guard socket >= 0 else { throw ConnectRefusal(reason: SystemError.reason(errno)) }
        guard !OpenFileLimit.isBeyond(socket) else {
            Self.closeSocket(socket)
            throw ConnectRefusal(reason: OpenFileLimit.fullText)
        }
        self.slot = slot
        self.queue = queue
        self.security = security
        asked = LoadClock.now()
        guard queue.add(socket, token: slot, writable: true) else {
            Self.closeSocket(socket)
            throw ConnectRefusal(reason: SystemError.reason(errno))
        }
    }

    var isOpen: Bool { state == .open }

    var isOpening: Bool { state == .connecting || state == .securing }

    /// Whether it is open and nothing has come on it that would spoil the next request, such as its end. With TLS what
    /// has come may be the session's own.
    var isUsable: Bool { state == .open && (security != nil || socket_is_idle(socket) != 0) }

    /// Writes a request. The clock is read when all bytes are in place, just before the system call. The cost of
    /// connecting is never in a latency; it shows in `connectionsOpened`.
    func send(
        head: [UInt8],
        body: [UInt8],
        index: Int,
        streams: Bool,
        expectedChunks: Int,
        limits: AnswerLimits
    ) -> Event {
        exchange = Exchange(index: index, streams: streams, expectedChunks: expectedChunks, limits: limits)
        guard let security else {
            exchange?.begin(at: LoadClock.now())
            return write(head, body)
        }
        let sealed = security.seal(head, body)
        exchange?.begin(at: LoadClock.now())
        return write(sealed, [])
    }

    /// Reads and writes what the system says can be.
    func act(on event: socket_event, into buffer: UnsafeMutableRawBufferPointer) -> Event {
        switch state {
        case .closed: return .none
        case .connecting:
            guard event.writable != 0 || event.ended != 0 else { return .none }
            let code = socket_error(socket)
            guard code == 0 else { return fail(SystemError.reason(code)) }
            guard let security else { return opened() }
            state = .securing
            return flush(security.start())
        case .securing, .open:
            if event.writable != 0, let event = writeMore() { return event }
            guard event.readable != 0 || event.ended != 0 else { return .none }
            return read(into: buffer, all: event.ended != 0)
        }
    }

    /// Ends the request under way, if any, and the connection.
    func abandon(_ failure: RequestFailure, at now: Instant) -> RequestRecord? {
        exchange?.abandon(failure, at: now)
        close()
        defer { exchange = nil }
        return exchange?.record
    }

    /// Ends a stream whose marker has come, and the connection, which does not say that it is over.
    func endAtMarker() -> RequestRecord? {
        exchange?.endAtMarker()
        close()
        defer { exchange = nil }
        return exchange?.record
    }

    func close() {
        guard state != .closed else { return }
        state = .closed
        Self.closeSocket(socket)
    }

    deinit { close() }

    private func opened() -> Event {
        state = .open
        if unwritten.isEmpty { queue.change(socket, token: slot, writable: false) }
        return .opened
    }

    private func fail(_ reason: String) -> Event {
        close()
        return .failed(reason)
    }

    /// - Parameter all: Whether to read until the connection's end shows, which the system has announced.
    private func read(into buffer: UnsafeMutableRawBufferPointer, all: Bool) -> Event {
        while true {
            let count = recv(socket, buffer.baseAddress, buffer.count, 0)
            let now = LoadClock.now()
            if count > 0 {
                let event = take(UnsafeRawBufferPointer(rebasing: buffer[..<count]), at: now)
                guard case .none = event, all, state != .closed else { return event }
            } else if count == 0 {
                return ended(nil, at: now)
            } else if errno == EAGAIN || errno == EWOULDBLOCK {
                return .none
            } else if errno != EINTR {
                return ended(SystemError.reason(errno), at: now)
            }
        }
    }

    private func take(_ bytes: UnsafeRawBufferPointer, at now: Instant) -> Event {
        guard let security else { return receive(bytes.bytes, at: now) }
        do throws(TLSFilter.Failure) {
            let plain = try security.open(bytes)
            if case .failed(let reason) = flush(security.outgoing()) { return .failed(reason) }
            if state == .securing {
                guard security.isReady else { return .none }
                return opened()
            }
            guard !plain.isEmpty else { return security.isClosed ? ended(nil, at: now) : .none }
            let event = plain.withUnsafeBytes { receive($0.bytes, at: now) }
            if case .none = event, security.isClosed { return ended(nil, at: now) }
            return event
        } catch {
            return state == .securing ? fail(error.reason) : ended(error.reason, at: now)
        }
    }

    private func receive(_ bytes: RawSpan, at now: Instant) -> Event {
        guard exchange != nil else {
            // An answer that nobody asked for: what follows on this connection cannot be trusted.
            close()
            return .none
        }
        exchange?.receive(bytes, at: now)
        return outcome()
    }

    private func ended(_ reason: String?, at now: Instant) -> Event {
        if state == .securing { return fail(reason ?? "the server ended the connection in the TLS handshake") }
        close()
        exchange?.connectionEnded(reason, at: now)
        return outcome()
    }

    private func outcome() -> Event {
        guard exchange?.isOver ?? false, let over = exchange.take() else { return .none }
        if !over.leavesConnectionUsable { close() }
        return .answered(over.record)
    }

    // MARK: Writing

    private func write(_ first: [UInt8], _ second: [UInt8]) -> Event {
        let count = first.withUnsafeBytes { first in
            second.withUnsafeBytes { second in
                socket_write(socket, first.baseAddress, first.count, second.baseAddress, second.count)
            }
        }
        let total = first.count + second.count
        if count == total { return .none }
        if count < 0, errno != EAGAIN, errno != EWOULDBLOCK, errno != EINTR {
            return ended(SystemError.reason(errno), at: LoadClock.now())
        }
        let taken = max(0, count)
        unwritten = taken < first.count ? first[taken...] + second : Array(second[(taken - first.count)...])
        writtenBytes = 0
        queue.change(socket, token: slot, writable: true)
        return .none
    }

    /// What TLS wants to send beside requests.
    private func flush(_ bytes: [UInt8]) -> Event {
        if bytes.isEmpty { return .none }
        guard unwritten.isEmpty else {
            unwritten += bytes
            return .none
        }
        return write(bytes, [])
    }

    /// Nil when nothing went wrong.
    private func writeMore() -> Event? {
        if !unwritten.isEmpty {
            let count = unwritten.withUnsafeBytes {
                socket_write(socket, $0.baseAddress.map { $0 + writtenBytes }, $0.count - writtenBytes, nil, 0)
            }
            if count < 0 {
                if errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR { return nil }
                return ended(SystemError.reason(errno), at: LoadClock.now())
            }
            writtenBytes += count
            guard writtenBytes == unwritten.count else { return nil }
            unwritten = []
        }
        queue.change(socket, token: slot, writable: false)
        return nil
    }

    private static func closeSocket(_ socket: Int32) {
        #if canImport(Glibc)
            _ = Glibc.close(socket)
        #elseif canImport(Musl)
            _ = Musl.close(socket)
        #else
            _ = Darwin.close(socket)
        #endif
    }
}
