import BenchModel
import NIOCore
import NIOPosix

/// A run under way over slots that each have one connection. Lives on the engine's event loop, where all its methods are
/// called.
///
/// In a closed loop there are as many slots as the concurrency, and all are connected before the first request. In an
/// open loop the first 16 are, fewer if the concurrency is; another is opened when a request is due and none is idle, so
/// that connecting can delay a request behind its due time but is never in a latency from `sent`. The slot that became
/// idle last is used first. At the limit requests wait in order.
///
/// The next request of a slot goes out at the end of the turn of the event loop in which the answer before it ended:
/// everything that has arrived is stamped before time is spent on writing, and a connection that the server closed
/// together with its answer is known to be closed.
final class LoadSession {
    private let plan: LoadPlan
    private let endpoint: Endpoint
    private let requestHead: [UInt8]
    private let loop: any EventLoop
    private let promise: EventLoopPromise<LoadResult>
    private let onProgress: (LoadProgress) -> Void

    private var address: SocketAddress?
    private var connections: [LoadConnection?]
    /// Slots whose next request goes out at the end of this turn.
    private var freeSlots: [Int] = []
    /// Slots without a request, the newest last.
    private var idleSlots: [Int] = []
    /// Idle slots that were found without a connection.
    private var unconnectedSlots: [Int] = []
    private let slotLimit: Int
    private var queue: RequestQueue
    private var arrival: Scheduled<Void>?
    private var inFlight = 0
    private var isOver = false
    private var isStopped = false

    private var records: [RequestRecord] = []
    private var progress: LoadProgress
    private var expectedChunks = 128
    private var connectionsOpened = 0
    private var peakInFlight = 0
    private var firstSent: Instant?
    private var cpuAtStart = 0.0
    private var ticker: LoopTicker?

    init(
        plan: LoadPlan,
        endpoint: Endpoint,
        loop: any EventLoop,
        promise: EventLoopPromise<LoadResult>,
        onProgress: @escaping (LoadProgress) -> Void
    ) {
        self.plan = plan
        self.endpoint = endpoint
        self.loop = loop
        self.promise = promise
        self.onProgress = onProgress
        requestHead = RequestHead.bytes("POST", endpoint: endpoint, headers: plan.headers, hasBody: true)
        slotLimit = min(plan.concurrency, plan.bodies.count)
        queue = RequestQueue(count: plan.bodies.count, offsets: plan.due)
        connections = Array(repeating: nil, count: plan.due == nil ? slotLimit : min(slotLimit, 16))
        records.reserveCapacity(plan.bodies.count)
        progress = LoadProgress(completed: 0, failed: 0, total: plan.bodies.count, chunks: 0)
    }

    /// Opens the connections, then sends. The first one finds out which of the host's addresses answers.
    func start() {
        connect(slot: 0) { failure in
            guard failure == nil else { return self.giveUp(failure) }
            var pending = self.connections.count - 1
            guard pending > 0 else { return self.begin() }
            for slot in 1..<self.connections.count {
                self.connect(slot: slot) { _ in
                    pending -= 1
                    if pending == 0 { self.begin() }
                }
            }
        }
    }

    /// Ends everything that is under way.
    func stop() {
        guard !isOver else { return }
        isStopped = true
        let failure = RequestFailure(.cancelled, "the run was stopped")
        let now = LoadClock.now()
        for connection in connections { connection?.abandon(failure, at: now) }
        complete()
    }

    /// A slot's request has ended, well or not.
    func ended(_ record: RequestRecord, in slot: Int) {
        guard !isOver else { return }
        inFlight -= 1
        records.append(record)
        records[records.count - 1].due = queue.due(record.index)
        progress.completed += 1
        progress.failed += record.succeeded ? 0 : 1
        progress.chunks += record.contentChunks.count
        expectedChunks = min(max(expectedChunks, record.contentChunks.count), 16_384)
        guard !isStopped else { return }
        free(slot)
    }

    func connectionClosed(_ connection: LoadConnection) {
        if connections[connection.slot] === connection { connections[connection.slot] = nil }
    }

    private func begin() {
        guard !isOver else { return }
        cpuAtStart = UsageMeter.threadSeconds()
        ticker = LoopTicker(loop: loop) { self.tick($0, at: $1) }
        queue.begin(at: LoadClock.now())
        for slot in connections.indices { fill(slot) }
        awaitArrival()
    }

    /// One timer for all requests of an open loop. Its deadlines are absolute, so that lateness never adds up.
    private func awaitArrival() {
        guard !isOver, let due = queue.nextDue else { return }
        let deadline = NIODeadline.uptimeNanoseconds(UInt64(due.nanoseconds))
        arrival = loop.assumeIsolated().scheduleTask(deadline: deadline) {
            guard !self.isOver else { return }
            self.queue.release(at: LoadClock.now())
            while self.queue.hasWaiting, let slot = self.idleSlot() { self.fill(slot) }
            self.awaitArrival()
        }
    }

    /// One with a connection if there is any. Nil at the limit.
    private func idleSlot() -> Int? {
        while let slot = idleSlots.popLast() {
            if connections[slot]?.isOpen ?? false { return slot }
            unconnectedSlots.append(slot)
        }
        if let slot = unconnectedSlots.popLast() { return slot }
        guard connections.count < slotLimit else { return nil }
        connections.append(nil)
        return connections.count - 1
    }

    private func free(_ slot: Int) {
        freeSlots.append(slot)
        guard freeSlots.count == 1 else { return }
        loop.assumeIsolated().execute {
            let slots = self.freeSlots
            self.freeSlots.removeAll(keepingCapacity: true)
            for slot in slots { self.fill(slot) }
        }
    }

    /// Sends the next request in a slot, over a new connection if the old one is gone.
    private func fill(_ slot: Int) {
        guard !isOver else { return }
        guard let index = queue.take() else {
            idleSlots.append(slot)
            if inFlight == 0, queue.isEmpty { complete() }
            return
        }
        inFlight += 1
        peakInFlight = max(peakInFlight, inFlight)
        if let connection = connections[slot], connection.isOpen { return send(index, over: connection) }
        let asked = LoadClock.now()
        connect(slot: slot) { failure in
            guard !self.isOver else { return }
            if failure == nil, let connection = self.connections[slot] { return self.send(index, over: connection) }
            var record = RequestRecord(index: index, sent: asked)
            record.done = LoadClock.now()
            record.failure = RequestFailure(.connect, failure ?? "the connection was closed at once")
            self.ended(record, in: slot)
        }
    }

    private func send(_ index: Int, over connection: LoadConnection) {
        let body = plan.bodies[index]
        var request = ByteBufferAllocator().buffer(capacity: requestHead.count + body.count + 24)
        request.writeBytes(requestHead)
        request.writeString("\(body.count)\r\n\r\n")
        request.writeBytes(body)
        connection.send(request, index: index, streams: plan.streams, expectedChunks: expectedChunks)
        if firstSent == nil { firstSent = connection.exchange?.record.sent }
    }

    /// - Parameter then: Called with nil, or with the reason why there is no connection.
    private func connect(slot: Int, then: @escaping (String?) -> Void) {
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(TimeAmount(plan.connectTimeout))
            .channelOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 4096, initial: 4096, maximum: 65_536)
            )
        let channel =
            address.map { bootstrap.connect(to: $0) } ?? bootstrap.connect(host: endpoint.host, port: endpoint.port)
        channel.assumeIsolated().whenComplete { result in
            do {
                let channel = try result.get()
                guard !self.isOver else { return channel.close(promise: nil) }
                let connection = LoadConnection(slot: slot, session: self)
                try channel.pipeline.syncOperations.addHandler(connection)
                if self.address == nil { self.address = channel.remoteAddress }
                self.connectionsOpened += 1
                self.connections[slot] = connection
                then(nil)
            } catch {
                then(ConnectFailure.reason(error))
            }
        }
    }

    /// Every 10 ms: what must not cost a timer per request.
    private func tick(_ count: Int, at now: Instant) {
        for connection in connections {
            guard let connection, let sent = connection.exchange?.record.sent else { continue }
            let waited = now - sent
            let hasContent = connection.exchange?.record.firstContent != nil
            if let limit = plan.firstTokenTimeout, !hasContent, waited > limit.inSeconds {
                connection.abandon(RequestFailure(.timeout, "no first token within \(limit)"), at: now)
            } else if let limit = plan.totalTimeout, waited > limit.inSeconds {
                connection.abandon(RequestFailure(.timeout, "no end of the answer within \(limit)"), at: now)
            }
        }
        if count.isMultiple(of: 10) { onProgress(progress) }
    }

    private func giveUp(_ reason: String?) {
        guard !isOver else { return }
        isOver = true
        promise.fail(LoadError.unreachable(host: endpoint.host, port: endpoint.port, reason: reason ?? ""))
    }

    private func complete() {
        guard !isOver else { return }
        isOver = true
        let cpu = firstSent == nil ? 0 : UsageMeter.threadSeconds() - cpuAtStart
        ticker?.stop()
        arrival?.cancel()
        for connection in connections { connection?.close() }
        connections = []
        records.sort { $0.index < $1.index }
        let started = firstSent ?? LoadClock.now()
        let ended = max(started, records.map(\.end).max() ?? started)
        let usage = ClientUsage(
            cpuSeconds: cpu,
            peakMemoryBytes: UsageMeter.peakMemoryBytes(),
            cpuShare: ended > started ? cpu / (ended - started) : 0,
            loopLagP99: ticker?.lagP99
        )
        onProgress(progress)
        promise.succeed(
            LoadResult(
                records: records,
                client: usage,
                interrupted: isStopped,
                started: started,
                ended: ended,
                connectionsOpened: connectionsOpened,
                peakInFlight: peakInFlight,
                scheduleStart: queue.start
            )
        )
    }
}
