import Foundation

/// Fewer requests were under way than asked.
struct ConcurrencyNotReached: Cause {
    let id = "concurrency-not-reached"
    let meaning =
        "A tool had fewer requests under way than the recipe asks for, so that it put the server under less load."
    let detection = "Requests under way on the wire: the most at once, and the mean from then until the last was sent."
    let remedy =
        "Look for limits of connections in the tool and on the machine, or for a client that is too slow to refill."

    /// Share of the slots that must have been in use at once: of 20 or fewer, every one.
    static let peakShare = 0.95
    /// Share of the slots that must be in use on average. Between an answer and the next request of its slot every client
    /// takes a moment, and a busy Python client some 5 to 10 % of the time.
    static let meanShare = 0.85
    /// Requests for each slot from which on a run has a time of full load.
    static let requestsPerSlot = 2

    func findings(in evidence: SessionEvidence) -> [Finding] {
        guard let workload = evidence.workload, !workload.isOpenLoop, let asked = workload.concurrency else {
            return []
        }
        return evidence.tools.compactMap { tool in
            var means: [Double] = []
            let effects = evidence.effects(tool) { run, wire in
                guard wire.exchanges.count >= Self.requestsPerSlot * asked else { return nil }
                let inFlight = InFlight(wire.exchanges)
                let full = inFlight.first(inFlight.peak) ?? wire.start
                let mean = inFlight.mean(from: full, to: wire.lastSent) ?? Double(inFlight.peak)
                means.append(mean)
                let isReached =
                    Double(inFlight.peak) >= (Self.peakShare * Double(asked)).rounded(.up)
                    && mean >= Self.meanShare * Double(asked)
                let used = Double(inFlight.peak) < Double(asked) ? max(mean, Double(inFlight.peak)) : mean
                return RunEffect(
                    round: run.round,
                    share: isReached ? 0 : max(0, 1 - used / Double(asked)),
                    amount: Double(inFlight.peak)
                )
            }
            guard effects.reaches(evidence.material) else { return nil }
            let mean = means.reduce(0, +) / Double(means.count)
            return Finding(
                id: id,
                tool: tool,
                metrics: [MetricID(.requestThroughput), MetricID(.ttft, .mean)],
                evidence: "\(tool) had \(effects.amounts(FigureText.plain)) requests under way at most and "
                    + "\(String(format: "%.1f", mean)) on average, and \(asked) were asked for (\(effects.rounds))",
                share: effects.share,
                severity: .warning
            )
        }
    }
}
