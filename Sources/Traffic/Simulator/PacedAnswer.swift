import BenchModel
import NIOCore

/// One answer on its way out: sends each step when it is due and notes when it was written.
final class PacedAnswer {
    private let connection: SimulatorConnection
    private let pacer: AnswerPacer
    private let frames: AnswerFrames
    private let schedule: TokenSchedule
    private let tokensPerStep: Int
    private let includesUsage: Bool
    private let recordsChunks: Bool
    /// Steps that one write may carry when several are due, so that one answer cannot hold up the others.
    private let batchLimit: Int
    private var handedOver = 0
    private var written = 0
    private var waitsForSocket = false
    private var isOver = false
    private var entry: RequestLogEntry

    init(
        _ request: GenerationRequest,
        frames: AnswerFrames,
        schedule: TokenSchedule,
        entry: RequestLogEntry,
        recordsChunks: Bool,
        batchLimit: Int,
        pacer: AnswerPacer,
        connection: SimulatorConnection
    ) {
        self.connection = connection
        self.pacer = pacer
        self.frames = frames
        self.schedule = schedule
        self.entry = entry
        self.recordsChunks = recordsChunks
        self.batchLimit = batchLimit
        tokensPerStep = request.stream ? 1 : request.outputTokens
        includesUsage = !request.stream || request.includeUsage
        if recordsChunks { self.entry.chunks.reserveCapacity(frames.steps) }
    }

    func begin() {
        if let head = frames.early, connection.send(head) { entry.head = MonotonicClock.now }
        pacer.add(self, due: schedule.due(0))
    }

    /// Sends what is due. Returns when the next step is due; nil when there is none or the socket has to drain first.
    func proceed() -> Instant? {
        guard !isOver, !waitsForSocket else { return nil }
        let due = schedule.stepsDue(at: MonotonicClock.now)
        let batch = handedOver..<min(max(due, handedOver), handedOver + batchLimit)
        if !batch.isEmpty {
            handedOver = batch.upperBound
            if connection.send(frames.buffer(batch, allocator: connection.allocator)) {
                noteWritten()
            } else {
                waitsForSocket = true
                connection.whenDrained { self.drained() }
            }
        }
        return isOver || waitsForSocket ? nil : schedule.due(handedOver)
    }

    /// The log entry of an answer whose client went away.
    func abandon() -> RequestLogEntry {
        isOver = true
        return entry
    }

    private func drained() {
        guard !isOver else { return }
        waitsForSocket = false
        noteWritten()
        if !isOver { pacer.add(self, due: schedule.due(handedOver)) }
    }

    private func noteWritten() {
        let now = MonotonicClock.now
        // The first of the steps written together is the latest.
        entry.maximumLag = max(entry.maximumLag, now.nanoseconds - schedule.due(written).nanoseconds)
        if recordsChunks { entry.chunks.append(contentsOf: repeatElement(now, count: handedOver - written)) }
        written = handedOver
        entry.outputTokens = written * tokensPerStep
        if frames.early == nil { entry.head = now }
        guard written == frames.steps else { return }
        isOver = true
        if includesUsage { entry.usage = now }
        entry.done = now
        connection.answerEnded(entry)
    }
}
