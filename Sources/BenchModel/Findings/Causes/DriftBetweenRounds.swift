import Foundation

/// The server, or the machine, becomes faster or slower from round to round.
struct DriftBetweenRounds: Cause {
    let id = "drift-between-rounds"
    let meaning =
        "What is measured rises or falls from round to round, with every tool: the rounds are not of one server."
    let detection = "A straight line through the rounds' TTFT and throughput on the wire, with a slope for all tools."
    let remedy = "Warm server and machine up for longer, and let nothing else run; more rounds only measure the drift."

    /// Rounds from which on a trend can be told from two points.
    static let fewestRounds = 3
    /// Significance of the slope, two-sided: of 500 quiet sessions one would be accused.
    static let alpha = 0.002
    /// Tolerances that the change may be as large as. Tools take turns within a round, so that the ratios of a round know
    /// little of a slow change; from here on what a change does within one round is itself as large as a tolerance.
    static let tolerances = 3.0

    func findings(in evidence: SessionEvidence) -> [Finding] {
        guard evidence.rounds.count >= Self.fewestRounds else { return [] }
        let metrics = [MetricID(.ttft, .mean), MetricID(.requestThroughput)]
        let trends = metrics.compactMap { metric in Self.trend(metric, evidence).map { (metric: metric, change: $0) } }
        let drifting = trends.filter { abs($0.change) > log1p(evidence.tolerance.share) }
        guard let worst = drifting.max(by: { abs($0.change) < abs($1.change) }) else { return [] }
        return [
            Finding(
                id: id,
                metrics: [worst.metric] + drifting.map(\.metric).filter { $0 != worst.metric },
                evidence:
                    "from the first to the last of \(evidence.rounds.count) rounds, on the wire and with every tool alike, "
                    + drifting.map { "\($0.metric) changed by \(FigureText.difference(exp($0.change)))" }
                    .joined(separator: " and "),
                share: abs(exp(worst.change) - 1),
                severity: abs(worst.change) > log1p(Self.tolerances * evidence.tolerance.share)
                    ? .invalidating : .warning
            )
        ]
    }

    /// The change of ln(metric) from the first to the last round. Nil when it is not significant, or a tool goes the other
    /// way.
    private static func trend(_ metric: MetricID, _ evidence: SessionEvidence) -> Double? {
        let series = evidence.tools.map { tool in
            evidence.measured(tool).compactMap { run, wire -> (x: Double, y: Double)? in
                let value = CanonicalMetrics.compute(from: wire.exchanges.map(\.record), percentiles: [])[metric]?.value
                return value.flatMap { $0 > 0 ? (Double(run.round), log($0)) : nil }
            }
        }
        guard let test = TrendTest(series.filter { $0.count >= fewestRounds }), test.isOneWay, test.pValue < alpha
        else {
            return nil
        }
        return test.slope * Double(evidence.rounds.count - 1)
    }
}
