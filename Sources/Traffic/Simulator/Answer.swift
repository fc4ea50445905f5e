import BenchModel
import NIOCore

/// One answer on its way out: sends each step when it is due and notes when it was written.
final class Answer {
    private let tokens: Int
    private let content: AnswerContent
    private let steps: Int
    /// Kept at hand because a content costs more to look into than a token to send.
    private let tokensPerStep: Int?
    private var schedule: TokenSchedule
    private let connection: SimulatorConnection
    private let loop: SimulatorLoop
    private let figures: SimulatorFigures
    /// Place among the requests that generate.
    private let place: Int
    private let recordsChunks: Bool
    /// Steps that one write may carry when several are due, so that one answer cannot hold up the others.
    private let batchLimit: Int
    private var handedOver = 0
    private var written = 0
    /// When the steps are due that were handed over and not written yet.
    private var dues: [Instant] = []
    /// Tokens that are in the figures, and when the last of them was made.
    private var observed = 0
    private var lastMade = Instant(nanoseconds: 0)
    private var waitsForSocket = false
    /// Whether the pacer will wake the answer.
    private var isPaced = false
    private var isOver = false
    private var entry: RequestLogEntry

    /// - Parameter place: that of the request among those that generate.
    init(
        _ content: AnswerContent,
        tokens: Int,
        place: Int,
        schedule: TokenSchedule,
        entry: RequestLogEntry,
        recordsChunks: Bool,
        batchLimit: Int,
        figures: SimulatorFigures,
        loop: SimulatorLoop,
        connection: SimulatorConnection
    ) {
        self.content = content
        steps = content.count
        tokensPerStep = content.tokensPerStep
        self.tokens = tokens
        self.place = place
        self.schedule = schedule
        self.connection = connection
        self.loop = loop
        self.figures = figures
        self.entry = entry
        self.recordsChunks = recordsChunks
        self.batchLimit = batchLimit
        // Room for a long answer is taken as it comes: its client may go away long before.
        if recordsChunks { self.entry.chunks.reserveCapacity(min(steps, 1024)) }
    }

    /// - Parameter work: what an engine has to do for the answer. Nil for one with a fixed schedule.
    func begin(_ work: BatchingEngine.Request?) {
        if let head = content.early, connection.send(head) { entry.head = MonotonicClock.now }
        if let engine = loop.engine, let work {
            engine.submit(work, at: schedule.start, for: self)
        } else {
            figures.update { $0.running += 1 }
        }
        if !isPaced { pace(due(0)) }
    }

    /// An engine has taken the request into a batch.
    func admitted(at now: Instant, cachedTokens: Int) {
        entry.admitted = now
        entry.cachedTokens = cachedTokens
    }

    /// An engine has made the next token.
    func tokenMade(at due: Instant) {
        schedule.make(at: due)
        if !isPaced { pace(proceed()) }
    }

    /// Called by the pacer. Returns when to be called again, nil for not by itself.
    func wake() -> Instant? {
        let next = proceed()
        isPaced = next != nil
        return next
    }

    /// The log entry of an answer whose client went away.
    func abandon() -> RequestLogEntry {
        leave(.abort)
        return entry
    }

    private func due(_ step: Int) -> Instant? {
        if let tokensPerStep { return schedule.due((step + 1) * tokensPerStep - 1) }
        let (tokens, delay) = content.moment(step)
        return tokens == 0 ? schedule.start.after(delay) : schedule.due(tokens - 1)?.after(delay)
    }

    private func pace(_ due: Instant?) {
        guard let due else { return }
        isPaced = true
        loop.pacer.add(self, due: due)
    }

    /// Sends what is due. Returns when the next step is due; nil when there is none, when that is not known yet and
    /// when the socket has to drain first.
    private func proceed() -> Instant? {
        guard !isOver, !waitsForSocket else { return nil }
        let now = MonotonicClock.now
        let limit = min(steps, handedOver + batchLimit)
        var end = handedOver
        while end < limit, let due = due(end), due <= now {
            dues.append(due)
            end += 1
        }
        if end > handedOver {
            let batch = handedOver..<end
            handedOver = end
            if connection.send(content.bytes(batch, allocator: connection.allocator)) {
                noteWritten()
            } else {
                waitsForSocket = true
                connection.whenDrained { self.drained() }
            }
        }
        return isOver || waitsForSocket ? nil : due(handedOver)
    }

    private func drained() {
        guard !isOver else { return }
        waitsForSocket = false
        noteWritten()
        if !isOver, !isPaced { pace(due(handedOver)) }
    }

    private func noteWritten() {
        let now = MonotonicClock.now
        content.note(written..<handedOver, at: now, in: &entry, recordsChunks: recordsChunks)
        figures.update { figures in
            for due in dues { figures.lag.note(now.nanoseconds - due.nanoseconds) }
            observe(upTo: entry.outputTokens, in: &figures)
        }
        // The first of the steps written together is the latest.
        if let first = dues.first { entry.maximumLag = max(entry.maximumLag, now.nanoseconds - first.nanoseconds) }
        written = handedOver
        dues.removeAll(keepingCapacity: true)
        schedule.drop(before: observed - 1)
        guard written == steps else { return }
        leave(entry.outputTokens == tokens ? .length : content.isCut ? .abort : .error)
        connection.answerEnded(entry, cut: content.isCut)
    }

    /// As an engine tells it: by when the tokens were made, whenever they were written.
    private func observe(upTo end: Int, in figures: inout SimulatorFigures.State) {
        var token = observed
        var last = lastMade
        while token < end, let made = schedule.due(token) {
            if token == 0 {
                let wait = made.nanoseconds - schedule.start.nanoseconds
                figures.firstToken(promptTokens: entry.promptTokens, after: wait)
            } else {
                figures.nextToken(after: made.nanoseconds - last.nanoseconds)
            }
            last = made
            token += 1
        }
        observed = token
        lastMade = last
    }

    private func leave(_ reason: SimulatorFigures.Reason) {
        isOver = true
        figures.update { figures in
            figures.finished[reason, default: 0] += 1
            if reason == .length {
                figures.endToEnd.observe(lastMade.nanoseconds - schedule.start.nanoseconds)
                figures.queueTime.observe((entry.admitted ?? schedule.start).nanoseconds - schedule.start.nanoseconds)
            }
            if loop.engine == nil { figures.running -= 1 }
        }
        loop.engine?.leave(place, complete: reason == .length)
    }
}
