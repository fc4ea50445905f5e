import BenchModel
import NIOCore

/// Wakes the answers of one event loop when they are due. One timer serves all of them. Between two rounds the loop
/// looks at its sockets, so that answers which are always behind cannot keep requests from being read.
final class AnswerPacer: NIOScheduledCallbackHandler {
    private let eventLoop: any EventLoop
    private var queue = DueQueue<Answer>()
    /// When the timer in force fires. An earlier timer that was overtaken fires too, and is ignored.
    private var armed: Instant?
    private var inRound = false
    private var again: [(answer: Answer, due: Instant)] = []

    init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    func add(_ answer: Answer, due: Instant) {
        queue.insert(answer, due: due)
        if !inRound { arm(notBefore: due) }
    }

    func handleScheduledCallback(eventLoop: some EventLoop) {
        let start = MonotonicClock.now
        guard let armed, armed <= start else { return }
        self.armed = nil
        inRound = true
        while let answer = queue.popDue(by: start) {
            if let due = answer.wake() { again.append((answer, due)) }
        }
        for (answer, due) in again { queue.insert(answer, due: due) }
        again.removeAll(keepingCapacity: true)
        inRound = false
        // A timer that is already due would run before the sockets are looked at.
        arm(notBefore: Instant(nanoseconds: MonotonicClock.now.nanoseconds + 1_000))
    }

    private func arm(notBefore: Instant) {
        guard let earliest = queue.earliest else { return }
        let deadline = max(earliest, notBefore)
        if let armed, armed <= deadline { return }
        // Fails only when the loop has ended, and the answers with it.
        let timer = try? eventLoop.assumeIsolated().scheduleCallback(
            at: .uptimeNanoseconds(UInt64(deadline.nanoseconds)),
            handler: self
        )
        armed = timer == nil ? nil : deadline
    }
}
