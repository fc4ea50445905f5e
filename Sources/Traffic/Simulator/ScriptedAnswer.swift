import BenchModel
import NIOCore

/// One answer that follows a script on its way out: sends each part when it is due and notes when it was written.
final class ScriptedAnswer {
    private let script: AnswerScript
    private let writer: ScriptWriter
    private let recordsChunks: Bool
    /// Parts that one write may carry when several are due, so that one answer cannot hold up the others.
    private let batchLimit: Int
    private let connection: SimulatorConnection
    private var handedOver = 0
    private var written = 0
    private var isOver = false
    private var timer: Scheduled<Void>?
    private var entry: RequestLogEntry

    init(
        _ script: AnswerScript,
        writer: ScriptWriter,
        entry: RequestLogEntry,
        recordsChunks: Bool,
        batchLimit: Int,
        connection: SimulatorConnection
    ) {
        self.script = script
        self.writer = writer
        self.entry = entry
        self.recordsChunks = recordsChunks
        self.batchLimit = batchLimit
        self.connection = connection
    }

    func begin(on eventLoop: any EventLoop) { wait(on: eventLoop) }

    /// The log entry of an answer whose client went away.
    func abandon() -> RequestLogEntry {
        isOver = true
        timer?.cancel()
        return entry
    }

    private func wait(on eventLoop: any EventLoop) {
        guard handedOver < script.steps.count else { return end() }
        let due = script.steps[handedOver].due
        // Even what is due goes by the loop, which looks at its sockets between two rounds.
        timer = eventLoop.assumeIsolated().scheduleTask(deadline: .uptimeNanoseconds(UInt64(due.nanoseconds))) {
            self.proceed(on: eventLoop)
        }
    }

    private func proceed(on eventLoop: any EventLoop) {
        guard !isOver else { return }
        let now = MonotonicClock.now
        let steps = script.steps[handedOver...].prefix(batchLimit).prefix { $0.due <= now }
        handedOver = steps.endIndex
        let bytes = ByteBuffer(string: steps.map { writer.bytes($0.part) }.joined())
        if connection.send(bytes) {
            noteWritten()
            wait(on: eventLoop)
        } else {
            connection.whenDrained {
                guard !self.isOver else { return }
                self.noteWritten()
                self.wait(on: eventLoop)
            }
        }
    }

    private func noteWritten() {
        let now = MonotonicClock.now
        for step in script.steps[written..<handedOver] {
            entry.maximumLag = max(entry.maximumLag, now.nanoseconds - step.due.nanoseconds)
            note(step.part, at: now)
        }
        written = handedOver
    }

    private func note(_ part: AnswerScript.Part, at now: Instant) {
        switch part {
        case .head: entry.head = now
        case .tokens(let range):
            entry.outputTokens = range.upperBound
            if recordsChunks { entry.chunks.append(contentsOf: repeatElement(now, count: range.count)) }
            if writer.bringsUsage(range) { entry.usage = now }
        case .usage: entry.usage = now
        case .done: entry.done = now
        case .whole:
            (entry.head, entry.usage, entry.done) = (now, now, now)
            entry.outputTokens = writer.text.outputTokens
            if recordsChunks { entry.chunks = [now] }
        case .wholeBroken, .wholeError: (entry.head, entry.done) = (now, now)
        case .half: entry.head = now
        case .role, .empty, .brokenJSON, .error: break
        }
    }

    private func end() {
        isOver = true
        connection.answerEnded(entry, cut: script.isCut)
    }
}
