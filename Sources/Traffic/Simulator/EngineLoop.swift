import BenchModel
import NIOCore

/// Runs the engine on an event loop: asks it at the end of each step and hands out what it made.
final class EngineLoop: NIOScheduledCallbackHandler {
    private let eventLoop: any EventLoop
    private let figures: SimulatorFigures
    private var engine: BatchingEngine
    private var answers: [Int: Answer] = [:]
    /// What happened and was not told yet. An answer that is told may end and bring on the next events, which have to
    /// come after those that are here already.
    private var events: [BatchingEngine.Event] = []
    private var isTelling = false
    /// When the timer in force fires. An earlier timer that was overtaken fires too, and is ignored.
    private var armed: Instant?

    init(_ model: EngineModel, figures: SimulatorFigures, eventLoop: any EventLoop) {
        engine = BatchingEngine(model)
        self.figures = figures
        self.eventLoop = eventLoop
    }

    func submit(_ request: BatchingEngine.Request, at now: Instant, for answer: Answer) {
        answers[request.id] = answer
        tell(engine.arrive(request, at: now))
    }

    /// The answer is over.
    /// - Parameter complete: whether all of it was made, so that it has no slot any more.
    func leave(_ id: Int, complete: Bool) {
        answers[id] = nil
        if !complete { tell(engine.cancel(id, at: MonotonicClock.now)) }
    }

    func handleScheduledCallback(eventLoop: some EventLoop) {
        let now = MonotonicClock.now
        guard let armed, armed <= now else { return }
        self.armed = nil
        tell(engine.advance(to: now))
    }

    private func tell(_ new: [BatchingEngine.Event]) {
        events += new
        guard !isTelling else { return }
        isTelling = true
        var next = 0
        while next < events.count {
            switch events[next] {
            case .admitted(let id, let now, let cachedTokens):
                answers[id]?.admitted(at: now, cachedTokens: cachedTokens)
            case .made(let id, let now):
                answers[id]?.tokenMade(at: now)
            }
            next += 1
        }
        events.removeAll(keepingCapacity: true)
        isTelling = false
        figures.update { figures in
            (figures.running, figures.waiting) = (engine.runningCount, engine.waitingCount)
            (figures.cacheQueries, figures.cacheHits) = (engine.cacheQueries, engine.cacheHits)
        }
        arm()
    }

    private func arm() {
        guard let end = engine.stepEnd else { return }
        // A timer that is already due would run before the sockets are looked at.
        let deadline = max(end, MonotonicClock.now.after(1_000))
        if let armed, armed <= deadline { return }
        // Fails only when the loop has ended, and the answers with it.
        let timer = try? eventLoop.assumeIsolated().scheduleCallback(
            at: .uptimeNanoseconds(UInt64(deadline.nanoseconds)),
            handler: self
        )
        armed = timer == nil ? nil : deadline
    }
}
