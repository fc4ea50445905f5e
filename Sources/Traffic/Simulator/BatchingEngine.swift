import BenchModel

/// What an engine with continuous batching does when. Knows nothing of sockets and clocks: it is told the time, and
/// says what has happened by then. Steps follow one another at absolute instants, so that whoever asks late shifts
/// none of them.
struct BatchingEngine: Sendable {
    struct Request: Sendable, Equatable {
        /// Place among the requests that generate.
        var id: Int
        var promptTokens: Int
        var outputTokens: Int
        /// The prompt's blocks, as `PrefixCache.blocks` gives them. Empty when there is no cache.
        var blocks: [UInt64] = []
    }

    enum Event: Sendable, Equatable {
        /// The request got a slot in the step that began then.
        case admitted(id: Int, at: Instant, cachedTokens: Int)
        /// A step ended then, with one token more for the request.
        case made(id: Int, at: Instant)
    }

    private struct Sequence: Sendable {
        let id: Int
        var tokensLeft: Int
    }

    private let model: EngineModel
    private var waiting: ArraySlice<Request> = []
    private var running: [Sequence] = []
    private var cache: PrefixCache?
    /// When the step in progress ends. Nil when there is none.
    private(set) var stepEnd: Instant?
    /// Prompt tokens that the cache was asked for, and those of them that it had.
    private(set) var cacheQueries = 0
    private(set) var cacheHits = 0

    init(_ model: EngineModel) {
        self.model = model
        cache = model.hasPrefixCache ? PrefixCache() : nil
    }

    var runningCount: Int { running.count }
    var waitingCount: Int { waiting.count }

    /// A step that is in progress goes on without the new request; an engine without one begins.
    mutating func arrive(_ request: Request, at now: Instant) -> [Event] {
        var events = advance(to: now)
        waiting.append(request)
        if stepEnd == nil { beginStep(at: now, &events) }
        return events
    }

    /// The client went away: the request leaves its slot or its place in the queue.
    mutating func cancel(_ id: Int, at now: Instant) -> [Event] {
        let events = advance(to: now)
        running.removeAll { $0.id == id }
        waiting.removeAll { $0.id == id }
        return events
    }

    /// Ends the steps that are over by now.
    mutating func advance(to now: Instant) -> [Event] {
        var events: [Event] = []
        while let end = stepEnd, end <= now {
            for index in running.indices {
                running[index].tokensLeft -= 1
                events.append(.made(id: running[index].id, at: end))
            }
            running.removeAll { $0.tokensLeft == 0 }
            stepEnd = nil
            beginStep(at: end, &events)
        }
        return events
    }

    private mutating func beginStep(at start: Instant, _ events: inout [Event]) {
        var promptTokens = 0
        while running.count < model.slots, let next = waiting.popFirst() {
            let cached = cache?.take(next.blocks, promptTokens: next.promptTokens) ?? 0
            if cache != nil { cacheQueries += next.promptTokens }
            cacheHits += cached
            promptTokens += next.promptTokens - cached
            running.append(Sequence(id: next.id, tokensLeft: next.outputTokens))
            events.append(.admitted(id: next.id, at: start, cachedTokens: cached))
        }
        guard !running.isEmpty else { return }
        let sequences = model.stepPerSequence.nanoseconds * Int64(running.count)
        let prefill = model.prefill.nanoseconds * Int64(promptTokens)
        stepEnd = start.after(model.step.nanoseconds + sequences + prefill)
    }
}
