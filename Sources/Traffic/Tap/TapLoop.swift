import BenchModel
import NIOSSL
import Sockets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Accepts connections, opens one to the server for each and lets the links pass bytes on. Lives on the tap's thread.
final class TapLoop {
    private static let wakeToken = Int(UInt32.max)
    private static let bufferSize = 1 << 16
    /// Longest wait in seconds: the loop is woken for everything that matters.
    private static let longestWait = 3600.0
    /// Seconds in which no new connections are looked at when the system gives no more, and in which room is made once.
    private static let restTime = 0.1
    /// Seconds without a byte after which a connection with nothing under way may be ended for another.
    private static let stillTime = 5.0
    /// Connections that are ended at once.
    private static let mostEnded = 64
    /// Turns that are made at most for what has come before a question.
    private static let turnsBeforeTake = 64

    private let endpoint: Endpoint
    private let options: TapOptions
    private let security: NIOSSLContext?
    private let addresses: [socket_address]
    private let sockets: SocketQueue
    private let commands: TapCommands
    private let listeners: [Int32]
    private let ledgers: [TapLedger]
    private let meter = TapMeter()
    private let notes = TapNotes()
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferSize, alignment: 64)
    /// By slot; a side's token is twice the slot, and one more for the server's.
    private var links: [TapLink?] = []
    private var freeSlots: [Int] = []
    /// Place of the address that answered last.
    private var preferred = 0
    private var isStopped = false
    /// Whether a connection found no room in this turn.
    private var isFull = false
    /// Connections that found none.
    private var surplus: [(socket: Int32, port: Int, recorder: TapRecorder)] = []
    /// When new connections are looked at again. Nil while they are.
    private var restEnds: Instant?
    /// When room was made last.
    private var roomMade: Instant?
    private var deadline = Instant(nanoseconds: 0)

    /// - Parameter listeners: In the order of `options.ports`.
    init(
        _ options: TapOptions,
        endpoint: Endpoint,
        security: NIOSSLContext?,
        addresses: [socket_address],
        listeners: [Int32],
        commands: TapCommands
    ) throws(TapError) {
        self.options = options
        self.endpoint = endpoint
        self.security = security
        self.addresses = addresses
        self.listeners = listeners
        self.commands = commands
        ledgers = listeners.map { _ in TapLedger() }
        do { sockets = try SocketQueue() } catch { throw .failed(error.fact) }
        guard sockets.add(commands.reader, token: Self.wakeToken, writable: false) else {
            throw .failed("its wake-up signal cannot be watched")
        }
        for (port, listener) in listeners.enumerated() {
            guard sockets.add(listener, token: Self.wakeToken - 1 - port, writable: false) else {
                throw .failed("its port cannot be watched")
            }
        }
    }

    deinit { buffer.deallocate() }

    func run() throws(TapError) {
        deadline = LoadClock.now() + Self.longestWait
        while !isStopped { try turn(wait: true) }
        for link in links { link?.close(reset: true) }
        links = []
        for listener in listeners { socket_close(listener, 0) }
    }

    /// - Returns: The number of events.
    @discardableResult
    private func turn(wait: Bool) throws(TapError) -> Int {
        var woken = Instant(nanoseconds: 0)
        var isWoken = false
        let count: Int
        do {
            count = try sockets.wait(until: wait ? nextDeadline() : Instant(nanoseconds: 1)) {
                woken = LoadClock.now()
            } _: { token, event in
                if token == Self.wakeToken {
                    isWoken = true
                } else if token >= Self.wakeToken - listeners.count {
                    accept(at: Self.wakeToken - 1 - token)
                } else {
                    act(token, event)
                }
            }
        } catch { throw .failed(error.fact) }
        if !options.holdBack.isEmpty {
            for slot in links.indices {
                links[slot]?.release(at: woken)
                dropIfOver(slot)
            }
        }
        if let restEnds, restEnds <= woken {
            self.restEnds = nil
            watchListeners(true)
        }
        if isFull { makeRoom(at: woken) }
        if count == 0 { notes.readSome(at: woken) } else { notes.readBacklog() }
        meter.turnEnded(busy: LoadClock.now().nanoseconds - woken.nanoseconds)
        if isWoken, wait { try obey() }
        return count
    }

    private func nextDeadline() -> Instant {
        restEnds.map { min($0, ownDeadline()) } ?? ownDeadline()
    }

    private func ownDeadline() -> Instant {
        if !options.holdBack.isEmpty, let due = links.compactMap({ $0?.nextDue }).min() {
            return notes.due.map { min($0, due) } ?? due
        }
        if let due = notes.due { return due }
        let now = LoadClock.now()
        if deadline <= now { deadline = now + Self.longestWait }
        return deadline
    }

    private func act(_ token: Int, _ event: socket_event) {
        let slot = token >> 1
        guard links.indices.contains(slot), let link = links[slot] else { return }
        if token & 1 == 0 { link.clientCanAct(event, buffer) } else { link.serverCanAct(event, buffer) }
        dropIfOver(slot)
    }

    private func dropIfOver(_ slot: Int) {
        guard links[slot]?.isOver ?? false else { return }
        links[slot] = nil
        freeSlots.append(slot)
    }

    /// One at a time: the queue tells again of those that wait, and what passes over others has not to wait for them all.
    private func accept(at port: Int) {
        let socket = socket_accept(listeners[port])
        guard socket >= 0 else {
            // It would be told again at once, and for as long as nothing is closed.
            if [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(errno) {
                isFull = true
                rest()
            }
            return
        }
        let now = LoadClock.now()
        let recorder = TapRecorder(ledgers[port], secretHeaders: options.secretHeaders, at: now)
        if OpenFileLimit.isBeyond(socket) {
            isFull = true
            surplus.append((socket, port, recorder))
        } else if let reason = open(socket, port: port, recorder) {
            refuse(socket, recorder, reason)
        }
    }

    private func refuse(_ socket: Int32, _ recorder: TapRecorder, _ reason: String) {
        var recorder = recorder
        recorder.note { $0.failure = reason }
        recorder.clientEnded(at: LoadClock.now())
        socket_close(socket, 1)
    }

    // MARK: Too many connections

    /// Looks at no new connections for a while.
    private func rest() {
        guard restEnds == nil else { return }
        restEnds = LoadClock.now() + Self.restTime
        watchListeners(false)
    }

    private func watchListeners(_ wanted: Bool) {
        for (port, listener) in listeners.enumerated() {
            sockets.change(listener, token: Self.wakeToken - 1 - port, readable: wanted, writable: false)
        }
    }

    /// Ends connections on which nothing has been asked for long, those that have been still the longest first, so that others
    /// can be served. Between two turns: no event of theirs may be left.
    private func makeRoom(at now: Instant) {
        isFull = false
        defer {
            // Those that came last take the place of those that were ended.
            for (socket, port, recorder) in surplus {
                let reason = OpenFileLimit.hasRoom ? open(socket, port: port, recorder) : OpenFileLimit.fullText
                if let reason { refuse(socket, recorder, reason) }
            }
            surplus = []
        }
        guard roomMade.map({ now - $0 >= Self.restTime }) ?? true else { return }
        roomMade = now
        notes.readAll()
        let still = links.indices.filter { slot in
            links[slot].map { $0.isQuiet && now - $0.lastActive >= Self.stillTime } ?? false
        }
        let oldest = still.sorted { (links[$0]?.lastActive ?? now) < (links[$1]?.lastActive ?? now) }
        for slot in oldest.prefix(Self.mostEnded) {
            links[slot]?.end(
                because: "it was still for \(Int(Self.stillTime)) s and the limit of open files was reached"
            )
            dropIfOver(slot)
        }
    }

    /// Returns why the connection cannot be passed on. Nil when it is.
    private func open(_ socket: Int32, port: Int, _ recorder: TapRecorder) -> String? {
        let filter: TLSFilter?
        do throws(TLSFilter.Failure) {
            filter = try security.map { context throws(TLSFilter.Failure) in
                try TLSFilter(context, endpoint: endpoint)
            }
        } catch { return error.reason }
        let slot = freeSlots.popLast() ?? links.count
        if slot == links.count { links.append(nil) }
        guard let server = connect(slot, attempt: 0),
            let client = TapSide(socket: socket, token: slot * 2, queue: sockets, isConnected: true)
        else {
            freeSlots.append(slot)
            return "the system opens or watches no more sockets"
        }
        links[slot] = TapLink(
            port: port,
            client: client,
            server: server,
            security: filter,
            rewriter: HostRewriter(endpoint),
            recorder: recorder,
            meter: meter,
            notes: notes,
            holdBack: options.holdBack[port]?.inSeconds ?? 0,
            burden: options.burden[port]?.inSeconds ?? 0,
            connect: { [unowned self] in connect(slot, attempt: $0) },
            onConnected: { [unowned self] in preferred = (preferred + $0) % addresses.count }
        )
        return nil
    }

    /// Begins to connect to one of the server's addresses, the one that answered last first. Nil when all were tried or the
    /// system refuses.
    private func connect(_ slot: Int, attempt: Int) -> TapSide? {
        guard attempt < addresses.count else { return nil }
        let upstream = socket_connect([addresses[(preferred + attempt) % addresses.count]])
        guard upstream >= 0 else { return connect(slot, attempt: attempt + 1) }
        guard let side = TapSide(socket: upstream, token: slot * 2 + 1, queue: sockets, isConnected: false) else {
            socket_close(upstream, 1)
            return nil
        }
        return side
    }

    // MARK: Commands

    private func obey() throws(TapError) {
        for command in commands.taken() {
            switch command {
            case .stop: isStopped = true
            case .take(let port, let reply):
                // What has come before the question is in the answer.
                for _ in 0..<Self.turnsBeforeTake { if try turn(wait: false) == 0 { break } }
                notes.readAll()
                let open = links.flatMap { link in link?.port == port ? link?.open ?? [] : [] }
                let taken = ledgers[port].take(open: open)
                reply(WireRun(exchanges: taken.exchanges, connections: taken.connections, usage: meter.usage))
                meter.beginAnew()
            case .drain(let port, let isLast, let reply):
                if isLast { notes.readAll() }
                let drained = ledgers[port].drain()
                reply(WireRun(exchanges: drained.exchanges, connections: drained.connections, usage: meter.usage))
            }
        }
    }
}
