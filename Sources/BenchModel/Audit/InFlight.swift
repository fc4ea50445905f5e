/// How many requests were under way when, from the first one sent to the end of the last.
package struct InFlight: Sendable, Equatable {
    /// From an instant to the next step's there were that many.
    private struct Step: Equatable {
        let at: Instant
        let count: Int
    }

    private let steps: [Step]
    /// 0 without requests.
    package let peak: Int
    package let start: Instant
    package let end: Instant

    package init(_ exchanges: [WireExchange]) {
        var changes: [(at: Instant, by: Int)] = []
        for exchange in exchanges {
            changes.append((exchange.received, 1))
            changes.append((exchange.record.end, -1))
        }
        changes.sort { ($0.at, $0.by) < ($1.at, $1.by) }
        var count = 0
        var steps: [Step] = []
        for change in changes {
            count += change.by
            if steps.last?.at == change.at { steps.removeLast() }
            steps.append(Step(at: change.at, count: count))
        }
        self.steps = steps
        peak = steps.map(\.count).max() ?? 0
        start = steps.first?.at ?? Instant(nanoseconds: 0)
        end = steps.last?.at ?? start
    }

    /// Seconds from the first request to when the peak was first reached.
    package var secondsToPeak: Double { (steps.first { $0.count == peak }?.at ?? start) - start }

    /// When there first were that many. Nil: never.
    package func first(_ count: Int) -> Instant? { steps.first { $0.count >= count }?.at }

    /// Time-weighted mean from one instant to another. Nil when no time is between them.
    package func mean(from: Instant, to: Instant) -> Double? {
        guard to > from else { return nil }
        return intervals(from: from, to: to).reduce(0) { $0 + $1.seconds * Double($1.count) } / (to - from)
    }

    /// Seconds in which fewer than that many were under way.
    package func seconds(below count: Int, from: Instant, to: Instant) -> Double {
        intervals(from: from, to: to).reduce(0) { $1.count < count ? $0 + $1.seconds : $0 }
    }

    /// Times in which the number did not change, in order.
    package func intervals(from: Instant, to: Instant) -> [(from: Instant, seconds: Double, count: Int)] {
        zip(steps, steps.dropFirst()).compactMap { step, next in
            let (left, right) = (max(step.at, from), min(next.at, to))
            return right > left ? (left, right - left, step.count) : nil
        }
    }
}
