import BenchModel

/// When each token of an answer is due: absolute instants, so that a late token does not delay the next. Asked for in
/// order; what was asked for stays known until it is dropped.
struct TokenSchedule: Sendable {
    private enum Source: Sendable {
        /// Every interval from the first on, in nanoseconds.
        case fixed(first: Instant, interval: Int64)
        case drawn(JitteredTimes)
        /// By an engine, which tells each when it makes it.
        case made
    }

    /// When the request counts as received.
    let start: Instant
    private var source: Source
    /// Instants of the tokens from `offset` on, of a source that cannot compute them again.
    private var known: [Instant] = []
    private var offset = 0

    init(start: Instant, ttft: Duration, itl: Duration) {
        self.start = start
        source = .fixed(first: start.after(ttft.nanoseconds), interval: itl.nanoseconds)
    }

    /// - Parameter index: place of the request among those that generate.
    init(start: Instant, ttft: Duration, itl: Duration, jitter: ScheduleJitter, index: Int) {
        self.start = start
        source = .drawn(JitteredTimes(start: start, ttft: ttft, itl: itl, jitter: jitter, index: index))
    }

    /// A schedule that an engine makes.
    init(madeFrom start: Instant) {
        self.start = start
        source = .made
    }

    /// Nil when it is not known yet.
    mutating func due(_ token: Int) -> Instant? {
        if case .fixed(let first, let interval) = source { return first.after(interval * Int64(token)) }
        if case .drawn(var times) = source {
            while known.count + offset <= token { known.append(times.next()) }
            source = .drawn(times)
        }
        return token - offset < known.count ? known[token - offset] : nil
    }

    /// The engine made the next token.
    mutating func make(at due: Instant) { known.append(due) }

    /// Forgets the instants of the tokens before this one, which will not be asked for again.
    mutating func drop(before token: Int) {
        guard token - offset == known.count || token - offset >= 64 else { return }
        let count = min(token - offset, known.count)
        known.removeFirst(count)
        offset += count
    }
}

extension Instant {
    func after(_ nanoseconds: Int64) -> Instant { Instant(nanoseconds: self.nanoseconds + nanoseconds) }
}
