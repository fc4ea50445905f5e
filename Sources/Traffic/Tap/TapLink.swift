import BenchModel
import Sockets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A client's connection and the one to the server that belongs to it. Bytes are passed on in the turn in which they came,
/// first, and looked at after that. Lives on the tap's thread.
final class TapLink {
    let port: Int
    private let client: TapSide
    private var server: TapSide
    private let security: TLSFilter?
    private var rewriter: HostRewriter?
    private let meter: TapMeter
    private let notes: TapNotes
    private let holdBack: Double
    private let burden: Double
    private let connect: (_ attempt: Int) -> TapSide?
    private let onConnected: (_ attempt: Int) -> Void
    private var attempt = 0
    private var isSecured: Bool
    /// Plain bytes of the client that wait for the TLS session.
    private var unsealed: [UInt8] = []
    /// Answers that are held back, each with the instant at which it goes on.
    private var held: [(due: Instant, bytes: [UInt8])] = []
    private var recorder: TapRecorder
    private(set) var isOver = false
    /// When a byte came last, from either side; at first, when the client was accepted.
    private(set) var lastActive = LoadClock.now()

    /// - Parameters:
    ///   - security: For a server with TLS.
    ///   - rewriter: For a server that is known by a name.
    ///   - connect: Begins to connect once more, to another address. Nil when there is none.
    ///   - onConnected: Told which attempt was taken.
    init(
        port: Int,
        client: TapSide,
        server: TapSide,
        security: TLSFilter?,
        rewriter: HostRewriter?,
        recorder: TapRecorder,
        meter: TapMeter,
        notes: TapNotes,
        holdBack: Double,
        burden: Double,
        connect: @escaping (_ attempt: Int) -> TapSide?,
        onConnected: @escaping (_ attempt: Int) -> Void
    ) {
        self.port = port
        self.connect = connect
        self.onConnected = onConnected
        self.client = client
        self.server = server
        self.security = security
        self.rewriter = rewriter
        self.recorder = recorder
        self.meter = meter
        self.notes = notes
        self.holdBack = holdBack
        self.burden = burden
        isSecured = security == nil
    }

    var open: [WireExchange] { recorder.open }

    /// Whether nothing is under way that a server is to answer.
    var isQuiet: Bool { recorder.isQuiet && held.isEmpty }

    /// Ends both connections before either side has asked for it.
    func end(because reason: String) {
        recorder.note { $0.failure = reason }
        close(reset: false)
    }

    /// Understands what was passed on.
    func look(at bytes: RawSpan, isAnswer: Bool, at now: Instant) {
        if !isAnswer {
            recorder.request(bytes, at: now)
        } else if recorder.answer(bytes, at: now) {
            meter.answerEnded(at: now)
        }
    }

    // MARK: The client

    func clientCanAct(_ event: socket_event, _ buffer: UnsafeMutableRawBufferPointer) {
        guard !isOver else { return }
        if event.writable != 0 {
            guard client.writeWaiting() else { return clientLeft() }
            if client.waitingBytes == 0 { server.read(true) }
        }
        if event.readable != 0 || event.ended != 0 { readClient(buffer, all: event.ended != 0) }
        settle()
    }

    private func readClient(_ buffer: UnsafeMutableRawBufferPointer, all: Bool) {
        guard !client.inputEnded else { return }
        repeat {
            let count = recv(client.socket, buffer.baseAddress, buffer.count, 0)
            let now = LoadClock.now()
            if count > 0 {
                let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
                lastActive = now
                meter.requestCame(at: now)
                // Noted first: passing it on may end the link, and what came is recorded all the same.
                notes.add(bytes, isAnswer: false, of: self, at: now)
                toServer(bytes)
            } else if count == 0 {
                client.inputEnded = true
                client.watch()
                return server.endWriting()
            } else if errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR {
                return
            } else {
                return clientLeft()
            }
        } while all && !isOver
    }

    private func toServer(_ bytes: UnsafeRawBufferPointer) {
        guard rewriter != nil || security != nil else { return pass(bytes, to: server) }
        let own = rewriter?.rewrite(bytes) ?? Array(bytes)
        guard let security else { return own.withUnsafeBytes { pass($0, to: server) } }
        guard isSecured else {
            unsealed += own
            return
        }
        security.seal(own, []).withUnsafeBytes { pass($0, to: server) }
    }

    /// The client's end was no regular one: neither is what the server sees.
    private func clientLeft() {
        notes.readAll()
        recorder.clientEnded(at: LoadClock.now())
        close(reset: true)
    }

    // MARK: The server

    func serverCanAct(_ event: socket_event, _ buffer: UnsafeMutableRawBufferPointer) {
        guard !isOver else { return }
        if !server.isConnected {
            guard event.writable != 0 || event.ended != 0 else { return }
            let code = socket_error(server.socket)
            guard code == 0 else { return notConnected(SystemError.reason(code)) }
            connected()
        } else if event.writable != 0 {
            guard server.writeWaiting() else { return serverLeft(nil) }
            if server.waitingBytes == 0 { client.read(true) }
        }
        if event.readable != 0 || event.ended != 0 { readServer(buffer, all: event.ended != 0) }
        settle()
    }

    private func connected() {
        server.isConnected = true
        onConnected(attempt)
        let now = LoadClock.now()
        recorder.note { $0.upstreamConnected = now }
        if let security {
            security.start().withUnsafeBytes { pass($0, to: server) }
        }
        if !server.writeWaiting() { serverLeft(nil) }
    }

    private func notConnected(_ reason: String) {
        attempt += 1
        guard let other = connect(attempt) else { return refused(reason) }
        other.adopt(server)
        server.close(reset: true)
        server = other
    }

    private func refused(_ reason: String) {
        notes.readAll()
        recorder.note { $0.failure = reason }
        recorder.serverEnded(reason, at: LoadClock.now())
        close(reset: true)
    }

    private func readServer(_ buffer: UnsafeMutableRawBufferPointer, all: Bool) {
        guard !server.inputEnded else { return }
        repeat {
            let count = recv(server.socket, buffer.baseAddress, buffer.count, 0)
            let now = LoadClock.now()
            if count > 0 {
                let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
                if security == nil { toClient(bytes, at: now) } else { openSealed(bytes, at: now) }
            } else if count == 0 {
                return serverEnded(at: now)
            } else if errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR {
                return
            } else {
                return serverLeft(SystemError.reason(errno))
            }
        } while all && !isOver
    }

    private func toClient(_ bytes: UnsafeRawBufferPointer, at now: Instant) {
        lastActive = now
        notes.add(bytes, isAnswer: true, of: self, at: now)
        if burden > 0 { while LoadClock.now() < now + burden {} }
        if holdBack > 0 {
            held.append((now + holdBack, Array(bytes)))
        } else {
            pass(bytes, to: client)
            meter.forwarded(since: now)
        }
    }

    private func openSealed(_ bytes: UnsafeRawBufferPointer, at now: Instant) {
        guard let security else { return }
        do throws(TLSFilter.Failure) {
            let plain = try security.open(bytes)
            security.outgoing().withUnsafeBytes { pass($0, to: server) }
            if !isSecured, security.isReady {
                isSecured = true
                let first = unsealed
                unsealed = []
                if !first.isEmpty { security.seal(first, []).withUnsafeBytes { pass($0, to: server) } }
            }
            if !plain.isEmpty { plain.withUnsafeBytes { toClient($0, at: now) } }
            if security.isClosed { serverEnded(at: now) }
        } catch { refused(error.reason) }
    }

    private func serverEnded(at now: Instant) {
        guard !server.inputEnded else { return }
        notes.readAll()
        server.inputEnded = true
        server.watch()
        // A server that ends after its client has is not the one that cut the answer.
        if client.inputEnded { recorder.clientEnded(at: now) } else { recorder.serverEnded(nil, at: now) }
        if held.isEmpty { client.endWriting() }
    }

    private func serverLeft(_ reason: String?) {
        notes.readAll()
        recorder.serverEnded(reason, at: LoadClock.now())
        close(reset: true)
    }

    // MARK: Both

    /// When the next bytes that are held back go on. Nil when there are none.
    var nextDue: Instant? { held.first?.due }

    func release(at now: Instant) {
        guard !isOver else { return }
        while let first = held.first, first.due <= now {
            held.removeFirst()
            first.bytes.withUnsafeBytes { pass($0, to: client) }
        }
        if held.isEmpty, server.inputEnded { client.endWriting() }
        settle()
    }

    private func pass(_ bytes: UnsafeRawBufferPointer, to side: TapSide) {
        guard !isOver, !bytes.isEmpty else { return }
        switch side.write(bytes) {
        case .all: break
        case .held(let count):
            meter.held(count)
            // The sender has to wait as it would without a tap.
            if side.waitingBytes > TapSide.waitingLimit { (side === client ? server : client).read(false) }
        case .failed:
            if side === client { clientLeft() } else { serverLeft(nil) }
        }
    }

    private func settle() {
        guard !isOver, client.inputEnded, server.inputEnded, held.isEmpty, client.isDrained, server.isDrained else {
            return
        }
        close(reset: false)
    }

    func close(reset: Bool) {
        guard !isOver else { return }
        notes.readAll()
        isOver = true
        let now = LoadClock.now()
        recorder.clientEnded(at: now)
        recorder.note { $0.ended = now }
        client.close(reset: reset)
        server.close(reset: reset)
    }
}
