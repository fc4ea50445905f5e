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
    /// Share of the slots on average below which a tool measures another load, which no allowance for a busy client makes
    /// up for.
    static let farMeanShare = 0.75
    /// Requests for each slot from which on a run has a time of full load.
    static let requestsPerSlot = 2

    func findings(in evidence: SessionEvidence) -> [Finding] {
        guard let workload = evidence.workload, !workload.isOpenLoop, let asked = workload.concurrency else {
            return []
        }
        let uses = evidence.tools.map { (tool: $0, use: Use(evidence, $0, asked: asked)) }
        return uses.compactMap { tool, use in
            guard use.effects.reaches(evidence.material) else { return nil }
            let sides = uses.filter { tool == evidence.reference ? $0.tool != tool : $0.tool == evidence.reference }
            return Finding(
                id: id,
                tool: tool,
                metrics: [MetricID(.requestThroughput), MetricID(.ttft, .mean), MetricID(.itl, .mean)],
                evidence: "\(tool) had \(use.effects.amounts(FigureText.plain)) requests under way at most and "
                    + "\(String(format: "%.1f", use.mean)) on average, and \(asked) were asked for (\(use.effects.rounds))",
                share: use.effects.share,
                severity: sides.contains { use.isFarBelow($0.use) } ? .invalidating : .warning
            )
        }
    }

    /// How far one tool used the slots, over its runs.
    private struct Use {
        private(set) var effects: [RunEffect] = []
        /// Requests under way, mean over runs.
        private(set) var mean = 0.0
        /// Runs that were far from the load that was asked for.
        private var far = 0
        private let asked: Double

        init(_ evidence: SessionEvidence, _ tool: ToolID, asked: Int) {
            self.asked = Double(asked)
            for (run, wire) in evidence.measured(tool)
            where wire.exchanges.count >= ConcurrencyNotReached.requestsPerSlot * asked {
                let inFlight = InFlight(wire.exchanges)
                let full = inFlight.first(inFlight.peak) ?? wire.start
                let mean = inFlight.mean(from: full, to: wire.lastSent) ?? Double(inFlight.peak)
                let isPeakReached =
                    Double(inFlight.peak) >= (ConcurrencyNotReached.peakShare * Double(asked)).rounded(.up)
                let used = inFlight.peak < asked ? max(mean, Double(inFlight.peak)) : mean
                let isReached = isPeakReached && mean >= ConcurrencyNotReached.meanShare * Double(asked)
                effects.append(
                    RunEffect(
                        round: run.round,
                        share: isReached ? 0 : max(0, 1 - used / Double(asked)),
                        amount: Double(inFlight.peak)
                    )
                )
                self.mean += mean
                if !isPeakReached || mean < ConcurrencyNotReached.farMeanShare * Double(asked) { far += 1 }
            }
            self.mean /= Double(max(effects.count, 1))
        }

        private var isFar: Bool { far * 2 > effects.count }

        /// Whether the two put the server under loads that cannot be compared: this one is far from what was asked for,
        /// and the other is not, or has more under way by the share that a peak may miss.
        func isFarBelow(_ other: Use) -> Bool {
            guard isFar, !other.effects.isEmpty else { return false }
            return !other.isFar || other.mean - mean > (1 - ConcurrencyNotReached.peakShare) * asked
        }
    }
}
