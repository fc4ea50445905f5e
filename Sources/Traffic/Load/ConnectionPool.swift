import BenchModel
import NIOSSL
import Sockets

/// The connections of a run's slots: opens them, waits for them and counts them. Lives on the engine's thread.
final class ConnectionPool {
    /// What they came to.
    struct Usage {
        fileprivate(set) var opened = 0
        fileprivate(set) var peak = 0
    }

    /// Bytes that one read may bring. All connections share the buffer.
    private static let bufferSize = 1 << 16
    /// Connections that are opened at once before the first request: what a server's queue of new ones holds.
    private static let openingLimit = 128
    private static let stopToken = Int(UInt32.max)

    private(set) var usage = Usage()
    /// Whether the run is to end.
    private(set) var isStopped = false

    private let endpoint: Endpoint
    private let security: NIOSSLContext?
    private let timeout: Duration
    private let stop: WakeSignal
    private let sockets: SocketQueue
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferSize, alignment: 64)
    private var connections: [LoadConnection?]
    /// Nil until it is known which of the host's addresses answers.
    private var address: socket_address?
    private var openNow = 0

    init(
        _ endpoint: Endpoint,
        security: NIOSSLContext?,
        timeout: Duration,
        stop: WakeSignal,
        slots: Int
    ) throws(LoadError) {
        self.endpoint = endpoint
        self.security = security
        self.timeout = timeout
        self.stop = stop
        sockets = try SocketQueue()
        connections = Array(repeating: nil, count: slots)
        guard sockets.add(stop.reader, token: Self.stopToken, writable: false) else {
            throw .engine("the signal to stop cannot be watched")
        }
    }

    deinit { buffer.deallocate() }

    var count: Int { connections.count }

    var timeoutText: String { "no answer within \(timeout.inSeconds) s" }

    /// The slot's connection. Nil when it has none.
    subscript(slot: Int) -> LoadConnection? { connections[slot] }

    /// Returns the new slot.
    func addSlot() -> Int {
        connections.append(nil)
        return connections.count - 1
    }

    /// Begins to open a slot's connection.
    /// - Returns: Why that is not possible. Nil when it is under way.
    func connect(_ slot: Int) -> String? {
        guard let address else { return "no address" }
        do {
            let filter = try security.map { context throws(TLSFilter.Failure) in
                try TLSFilter(context, endpoint: endpoint)
            }
            do throws(ConnectRefusal) {
                connections[slot] = try LoadConnection(slot: slot, address: address, queue: sockets, security: filter)
            } catch { return error.reason }
        } catch { return error.reason }
        openNow += 1
        usage.opened += 1
        usage.peak = max(usage.peak, openNow)
        return nil
    }

    func drop(_ slot: Int) {
        guard let connection = connections[slot] else { return }
        connection.close()
        connections[slot] = nil
        openNow -= 1
    }

    func closeAll() {
        for slot in connections.indices { drop(slot) }
    }

    /// Waits until an instant at the most; what becomes of the connections that can be acted on goes to `body`.
    /// - Parameter woken: Called when the wait is over, before the first event.
    func wait(
        until deadline: Instant,
        woken: () -> Void,
        _ body: (LoadConnection.Event, LoadConnection) -> Void
    ) throws(LoadError) {
        try sockets.wait(until: deadline, woken: woken) { token, event in
            if token == Self.stopToken { isStopped = true }
            guard !isStopped, let connection = connections[token] else { return }
            body(connection.act(on: event, into: buffer), connection)
        }
    }

    /// Opens a connection for every slot and waits for them, unless the run is stopped. One that fails is tried again when
    /// its slot has a request to send.
    /// - Throws: `unreachable` when the first one cannot be opened at any of the host's addresses.
    func openAll() throws(LoadError) {
        try openFirst()
        var next = 1
        while !isStopped {
            var opening = connections[..<next].count { $0?.isOpening ?? false }
            while opening < Self.openingLimit, next < connections.count {
                if connect(next) == nil { opening += 1 }
                next += 1
            }
            guard opening > 0 else { return }
            try wait(until: LoadClock.now() + 0.1, woken: {}) { event, connection in
                if case .failed = event { drop(connection.slot) }
            }
            let now = LoadClock.now()
            for connection in connections[..<next] {
                guard let connection, connection.isOpening else { continue }
                if now - connection.asked >= timeout.inSeconds { drop(connection.slot) }
            }
        }
    }

    /// Finds out which of the host's addresses answers, with the first slot's connection.
    private func openFirst() throws(LoadError) {
        var reasons: [String] = []
        for candidate in try AddressList(endpoint).addresses where !isStopped {
            address = candidate
            guard let reason = try open(0) else { return }
            if !reasons.contains(reason) { reasons.append(reason) }
        }
        guard !isStopped else { return }
        throw .unreachable(host: endpoint.host, port: endpoint.port, reason: reasons.joined(separator: "; "))
    }

    /// Opens one connection and waits for it. Nil when it is open, or the run is stopped.
    private func open(_ slot: Int) throws(LoadError) -> String? {
        var failure = connect(slot)
        while failure == nil, !isStopped, let connection = connections[slot], connection.isOpening {
            try wait(until: connection.asked + timeout.inSeconds, woken: {}) { event, _ in
                if case .failed(let reason) = event { failure = reason }
            }
            let isLate = LoadClock.now() - connection.asked >= timeout.inSeconds
            if failure == nil, connection.isOpening, isLate { failure = timeoutText }
        }
        if failure != nil { drop(slot) }
        return failure
    }
}
