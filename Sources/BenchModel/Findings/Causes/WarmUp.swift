/// The first requests of a run find a server that is not warm, or meet the tool's own warm-up.
struct WarmUp: Cause {
    let id = "warm-up"
    let meaning =
        "The first requests of a run are slower than the rest because the server is not warm yet, or a tool's own warm-up "
        + "requests run beside the measured ones."
    let detection =
        "TTFT on the wire of the first requests beside that of the second half, and requests that are not measured while "
        + "others are."
    let remedy = "Raise 'warmup.requests' in the recipe, and let the tools send no warm-up of their own."

    /// Requests from which on a run has a beginning and a rest.
    static let fewest = 20
    /// How many times the usual TTFT even the fastest of the first requests must take to be named by itself; with fewer
    /// than four of them three times. What all tools show alike below that is how a closed loop begins: with all at once.
    static let slowness = 2.0
    static let slownessOfFew = 3.0

    func findings(in evidence: SessionEvidence) -> [Finding] {
        slowStarts(evidence) + overlaps(evidence)
    }

    private func slowStarts(_ evidence: SessionEvidence) -> [Finding] {
        let least = max(evidence.material, evidence.tolerance.share)
        let all = evidence.tools.map { tool -> (tool: ToolID, effects: [RunEffect], starts: [SlowStart]) in
            var starts: [SlowStart] = []
            let effects = evidence.effects(tool) { run, wire in
                guard wire.completed.count >= Self.fewest else { return nil }
                guard let start = SlowStart(wire) else { return RunEffect(round: run.round, share: 0, amount: 0) }
                starts.append(start)
                return RunEffect(round: run.round, share: start.share, amount: start.mean)
            }
            return (tool, effects, starts)
        }
        let named = evidence.standingOut(all.map { ($0.tool, $0.effects) }, from: least)
        return all.compactMap { tool, effects, starts in
            let cold = starts.filter(\.isCold)
            // A server is cold once: one round of several is enough.
            let coldEffects = effects.filter { effect in effect.share >= least }
            guard let start = cold.first ?? starts.first, named.contains(tool) || !cold.isEmpty && !coldEffects.isEmpty
            else { return nil }
            let slow = effects.filter { $0.share > 0 }
            return Finding(
                id: id,
                tool: tool,
                metrics: [MetricID(.ttft, .mean), MetricID(.e2el, .mean)],
                evidence: "the first \(CauseText.count(start.requests, "request")) of \(tool) had a mean TTFT of "
                    + "\(slow.amounts(CauseText.time)) on the wire, and the rest \(CauseText.time(start.rest)) "
                    + "(\(slow.rounds))",
                share: effects.share,
                severity: .warning
            )
        }
    }

    private func overlaps(_ evidence: SessionEvidence) -> [Finding] {
        evidence.tools.compactMap { tool in
            let effects = evidence.effects(tool) { run, wire in
                let own = wire.exchanges.reduce(0.0) { $0 + ($1.record.end - $1.received) }
                let other = wire.extra.reduce(0.0) { $0 + max(0, $1.record.end - max($1.received, wire.start)) }
                let count = wire.extra.count { $0.record.end > wire.start }
                return RunEffect(round: run.round, share: own > 0 ? other / (own + other) : 0, amount: Double(count))
            }
            guard effects.reaches(evidence.material) else { return nil }
            return Finding(
                id: id,
                tool: tool,
                metrics: [MetricID(.requestThroughput), MetricID(.ttft, .mean)],
                evidence:
                    "\(effects.amounts(FigureText.plain)) requests of \(tool) that it does not measure were under way beside "
                    + "the measured ones (\(effects.rounds)), for \(CauseText.percent(effects.share)) of all the time of requests",
                share: effects.share,
                severity: .warning
            )
        }
    }

    /// A run's first requests, when even the fastest tenth of them is slower than nine in ten of the second half.
    private struct SlowStart {
        let requests: Int
        /// Mean TTFT of these, and of those that came later, in seconds.
        let mean: Double
        let rest: Double
        /// Part of the run's mean TTFT.
        let share: Double
        /// Whether it is too slow to be the first wave's own doing.
        let isCold: Bool

        init?(_ wire: MeasuredWire) {
            let waits = wire.completed.sorted { $0.received < $1.received }.compactMap(\.record.ttft)
            guard waits.count >= WarmUp.fewest else { return nil }
            let usual = waits[(waits.count / 2)...].sorted()
            let limit = Quantile.linear(usual, percent: 90)
            let median = Quantile.linear(usual, percent: 50)
            let width = min(max(1, InFlight(wire.exchanges).peak), waits.count / 4)
            func fastest(_ start: Int) -> Double {
                Quantile.linear(waits[start..<start + width].sorted(), percent: 10)
            }
            var slow = 0
            while slow + width <= waits.count / 2, fastest(slow) > limit { slow += width }
            // The first wave begins when there are as many under way as there will be; less than a time slice is nothing.
            guard slow > 0, fastest(0) - median >= ClientHealth.timeSlice else { return nil }
            let later = waits[min(slow + width, waits.count - 1)...]
            rest = later.reduce(0, +) / Double(later.count)
            mean = waits[..<slow].reduce(0, +) / Double(slow)
            share = max(0, 1 - rest / (waits.reduce(0, +) / Double(waits.count)))
            requests = slow
            isCold = fastest(0) >= median * (slow < 4 ? WarmUp.slownessOfFew : WarmUp.slowness)
        }
    }
}
