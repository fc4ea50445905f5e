import BenchModel

/// When each step of an answer is due: absolute instants, so that a late step does not delay the next.
struct TokenSchedule: Sendable, Equatable {
    let first: Instant
    let interval: Int64
    let steps: Int

    /// - Parameter start: when the request had been read completely.
    init(start: Instant, ttft: Duration, itl: Duration, steps: Int) {
        first = Instant(nanoseconds: start.nanoseconds + Self.nanoseconds(ttft))
        interval = Self.nanoseconds(itl)
        self.steps = steps
    }

    func due(_ step: Int) -> Instant {
        Instant(nanoseconds: first.nanoseconds + interval * Int64(step))
    }

    /// How many steps are due at `now`, those before included.
    func stepsDue(at now: Instant) -> Int {
        guard now >= first else { return 0 }
        guard interval > 0 else { return steps }
        return Int(min(Int64(steps), (now.nanoseconds - first.nanoseconds) / interval + 1))
    }

    /// The same answer given at once when its last token is due.
    var whole: TokenSchedule { TokenSchedule(first: due(max(0, steps - 1)), interval: 0, steps: 1) }

    private init(first: Instant, interval: Int64, steps: Int) {
        self.first = first
        self.interval = interval
        self.steps = steps
    }

    static func nanoseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
