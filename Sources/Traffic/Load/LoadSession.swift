import BenchModel
import NIOSSL

/// A run under way over slots that each have one connection. Lives on the engine's thread.
///
/// In a closed loop there are as many slots as the concurrency, and all are connected before the first request. In an
/// open loop the first 16 are, fewer if the concurrency is; another is opened when a request is due and none is idle, so
/// that connecting can delay a request behind its due time but is never in a latency from `sent`. The slot that became
/// idle last is used first. At the limit requests wait in order.
///
/// The next request of a slot goes out at the end of the turn in which the answer before it ended: everything that has
/// arrived is stamped before time is spent on writing, and a connection that the server closed together with its answer
/// is known to be closed.
final class LoadSession {
    /// Nanoseconds between two ticks.
    private static let tickInterval: Int64 = 10_000_000
    /// Ticks in which every slot is looked at once for an answer that stands still.
    private static let stillPeriod = 50
    /// Seconds after `[DONE]` in which the end of the answer's framing is awaited, so that the connection can be kept.
    private static let markerGrace = 1.0

    private let plan: LoadPlan
    private let pool: ConnectionPool
    private let onProgress: (LoadProgress) -> Void
    private let requestHead: [UInt8]
    /// `requestHead` with the length of the body and the blank line, by length.
    private var heads: [Int: [UInt8]] = [:]

    /// Slots whose next request goes out at the end of this turn.
    private var freeSlots: [Int] = []
    /// Slots that could not connect, in a run that only time ends: they try again at the next tick, or a server that has
    /// gone would be asked as fast as the machine can.
    private var restingSlots: [Int] = []
    /// Slots without a request, the newest last.
    private var idleSlots: [Int] = []
    /// Idle slots that were found without a connection.
    private var unconnectedSlots: [Int] = []
    private let slotLimit: Int
    private var queue: RequestQueue
    private var hasBegun = false
    private var isOver = false
    private var isStopped = false

    private var ledger: LoadLedger
    private var inFlight = 0
    private var nextTick: Int64 = 0
    private var ticks = 0
    /// No time-out can pass before this instant.
    private var nextTimeout = Int64.max
    /// When the duration ends the sending. Nil without one, and before the first request.
    private var sendingEnds: Instant?

    init(
        _ plan: LoadPlan,
        endpoint: Endpoint,
        security: NIOSSLContext?,
        stop: WakeSignal,
        onProgress: @escaping (LoadProgress) -> Void
    ) throws(LoadError) {
        self.plan = plan
        self.onProgress = onProgress
        requestHead = RequestHead.bytes("POST", endpoint: endpoint, headers: plan.headers, hasBody: true)
        slotLimit = min(plan.concurrency, plan.requests, Int(Int32.max))
        queue = RequestQueue(count: plan.requests, offsets: plan.due)
        ledger = LoadLedger(requests: plan.requests)
        pool = try ConnectionPool(
            endpoint,
            security: security,
            timeout: plan.connectTimeout,
            stop: stop,
            slots: plan.due == nil ? slotLimit : min(slotLimit, 16)
        )
    }

    /// Opens the connections, sends, and returns when all is answered or the run was stopped.
    func run() throws(LoadError) -> LoadResult {
        try pool.openAll()
        if pool.isStopped { stop() } else { begin() }
        while !isOver { try turn() }
        pool.closeAll()
        return ledger.result(pool.usage, interrupted: isStopped, scheduleStart: queue.start)
    }

    // MARK: Turns

    private func begin() {
        let now = LoadClock.now()
        hasBegun = true
        nextTick = now.nanoseconds + Self.tickInterval
        ledger.begin()
        queue.begin(at: now)
        if let duration = plan.duration { sendingEnds = now + duration.inSeconds }
        for slot in 0..<pool.count { fill(slot) }
    }

    /// Waits, stamps and reads what has come, then sends what can be sent.
    private func turn() throws(LoadError) {
        var deadline = freeSlots.isEmpty ? nextTick : 0
        if let due = queue.nextDue { deadline = min(deadline, due.nanoseconds) }
        var woken = Instant(nanoseconds: 0)
        try pool.wait(
            until: Instant(nanoseconds: deadline),
            woken: { woken = LoadClock.now() }
        ) { event, connection in
            self.handle(event, of: connection)
        }
        if pool.isStopped { return stop() }
        if woken.nanoseconds >= nextTick { tick(at: woken) }
        if !isOver, let due = queue.nextDue, due.nanoseconds <= woken.nanoseconds { queue.release(at: woken) }
        sendWaiting()
        ledger.turnEnded(busy: LoadClock.now().nanoseconds - woken.nanoseconds)
    }

    private func handle(_ event: LoadConnection.Event, of connection: LoadConnection) {
        let slot = connection.slot
        switch event {
        case .none: if !connection.isOpen, !connection.isOpening { lost(connection) }
        case .opened:
            guard let index = connection.assigned else { return idleSlots.append(slot) }
            connection.assigned = nil
            send(index, over: connection)
        case .failed(let reason): failed(connection, reason)
        case .answered(let record):
            if !connection.isOpen { pool.drop(slot) }
            ended(record, in: slot)
        }
    }

    /// A connection was closed that had nothing under way.
    private func lost(_ connection: LoadConnection) {
        if pool[connection.slot] === connection { pool.drop(connection.slot) }
    }

    private func failed(_ connection: LoadConnection, _ reason: String) {
        pool.drop(connection.slot)
        guard let index = connection.assigned else { return }
        var record = RequestRecord(index: index, sent: connection.asked)
        record.done = LoadClock.now()
        record.failure = RequestFailure(.connect, reason)
        ended(record, in: connection.slot)
    }

    private func ended(_ record: RequestRecord, in slot: Int) {
        inFlight -= 1
        var record = record
        record.due = queue.due(record.index)
        ledger.add(record)
        guard !isStopped else { return }
        if plan.requests == .max, record.failure?.kind == .connect {
            restingSlots.append(slot)
        } else {
            freeSlots.append(slot)
        }
    }

    private func sendWaiting() {
        guard !isOver else { return }
        // A request that fails at once frees its slot for the next turn.
        let slots = freeSlots
        freeSlots.removeAll(keepingCapacity: true)
        for slot in slots { fill(slot) }
        while queue.hasWaiting, let slot = idleSlot() { fill(slot) }
        if inFlight == 0, queue.isEmpty { complete() }
    }

    /// One with a connection if there is any. Nil at the limit.
    private func idleSlot() -> Int? {
        while let slot = idleSlots.popLast() {
            if pool[slot]?.isOpen ?? false { return slot }
            unconnectedSlots.append(slot)
        }
        if let slot = unconnectedSlots.popLast() { return slot }
        return pool.count < slotLimit ? pool.addSlot() : nil
    }

    /// Sends the next request in a slot, over a new connection if the old one is gone.
    private func fill(_ slot: Int) {
        guard !isOver else { return }
        guard let index = queue.take() else { return idleSlots.append(slot) }
        inFlight += 1
        ledger.sent(inFlight: inFlight)
        if let connection = pool[slot] {
            if connection.isUsable { return send(index, over: connection) }
            pool.drop(slot)
        }
        if let reason = pool.connect(slot) {
            var record = RequestRecord(index: index, sent: LoadClock.now())
            record.done = record.sent
            record.failure = RequestFailure(.connect, reason)
            return ended(record, in: slot)
        }
        pool[slot]?.assigned = index
        noteTimeout(LoadClock.now(), plan.connectTimeout)
    }

    private func send(_ index: Int, over connection: LoadConnection) {
        let body = plan.bodies[index % plan.bodies.count]
        let event = connection.send(
            head: head(bodyLength: body.count),
            body: body,
            index: index,
            streams: plan.streams,
            expectedChunks: ledger.expectedChunks,
            limits: plan.limits(of: index)
        )
        if let sent = connection.exchange?.record.sent {
            ledger.noteFirstSent(sent)
            if let limit = plan.firstTokenTimeout { noteTimeout(sent, limit) }
            if let limit = plan.totalTimeout { noteTimeout(sent, limit) }
        }
        handle(event, of: connection)
    }

    private func head(bodyLength: Int) -> [UInt8] {
        if let head = heads[bodyLength] { return head }
        let head = requestHead + Array("\(bodyLength)\r\n\r\n".utf8)
        heads[bodyLength] = head
        return head
    }

    // MARK: Time

    /// Every 10 ms: what must not cost a timer per request.
    private func tick(at now: Instant) {
        ledger.tickCame(late: now.nanoseconds - nextTick)
        ticks += 1
        // A tick that was missed is not made up for.
        nextTick = max(nextTick + Self.tickInterval, now.nanoseconds)
        if let sendingEnds, now >= sendingEnds { queue.close() }
        freeSlots += restingSlots
        restingSlots.removeAll(keepingCapacity: true)
        if now.nanoseconds >= nextTimeout { endOverdue(at: now) }
        // A part of the slots at a time: looking at ten thousand at once would hold up what arrives.
        for slot in stride(from: ticks % Self.stillPeriod, to: pool.count, by: Self.stillPeriod) {
            endStill(slot, at: now)
        }
        if ticks.isMultiple(of: 10) { onProgress(ledger.progress(inFlight: inFlight, at: now)) }
    }

    private func noteTimeout(_ start: Instant, _ limit: Duration) {
        nextTimeout = min(nextTimeout, (start + limit.inSeconds).nanoseconds)
    }

    private func endOverdue(at now: Instant) {
        nextTimeout = .max
        for slot in 0..<pool.count {
            guard let connection = pool[slot] else { continue }
            if connection.isOpening {
                if now - connection.asked >= plan.connectTimeout.inSeconds {
                    failed(connection, pool.timeoutText)
                } else {
                    noteTimeout(connection.asked, plan.connectTimeout)
                }
            }
            guard let record = connection.exchange?.record else { continue }
            let waited = now - record.sent
            if let limit = plan.firstTokenTimeout, record.firstContent == nil {
                if waited >= limit.inSeconds {
                    abandon(connection, RequestFailure(.timeout, "no first token within \(limit)"), at: now)
                    continue
                }
                noteTimeout(record.sent, limit)
            }
            guard let limit = plan.totalTimeout else { continue }
            if waited >= limit.inSeconds {
                abandon(connection, RequestFailure(.timeout, "no end of the answer within \(limit)"), at: now)
            } else {
                noteTimeout(record.sent, limit)
            }
        }
    }

    /// Ends an answer of which nothing more comes.
    private func endStill(_ slot: Int, at now: Instant) {
        guard let connection = pool[slot], let exchange = connection.exchange else { return }
        if let marker = exchange.doneMarker {
            guard now - marker >= Self.markerGrace, let record = connection.endAtMarker() else { return }
            pool.drop(slot)
            ended(record, in: slot)
        } else if let limit = plan.idleTimeout, let since = exchange.stillSince, now - since >= limit.inSeconds {
            abandon(
                connection,
                RequestFailure(.timeout, "no byte of the answer for \(limit) after it had begun"),
                at: now
            )
        }
    }

    private func abandon(_ connection: LoadConnection, _ failure: RequestFailure, at now: Instant) {
        let record = connection.abandon(failure, at: now)
        pool.drop(connection.slot)
        if let record { ended(record, in: connection.slot) }
    }

    /// Ends everything that is under way.
    private func stop() {
        guard !isOver else { return }
        isStopped = true
        let failure = RequestFailure(.cancelled, "the run was stopped")
        let now = LoadClock.now()
        for slot in 0..<pool.count {
            guard let connection = pool[slot], connection.exchange != nil else { continue }
            abandon(connection, failure, at: now)
        }
        complete()
    }

    private func complete() {
        guard !isOver else { return }
        isOver = true
        if hasBegun { ledger.end() }
        onProgress(ledger.progress(inFlight: inFlight, at: LoadClock.now()))
    }
}
