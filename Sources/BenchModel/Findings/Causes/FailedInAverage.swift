/// Requests that failed are in a tool's averages.
struct FailedInAverage: Cause {
    let id = "failed-in-average"
    let meaning = "A tool's mean latency has requests in it that failed, as zeros or as far as they came."
    let detection = "Its reported mean beside the means over all and over the completed requests on the wire."
    let remedy = "Compare in the canonical view, which leaves failed requests out, and make the failures go away."

    /// How near the mean over all requests must be to the tool's, as a part of what the failed ones change: nearer by far
    /// than to the mean without them.
    static let nearness = 0.25

    private static let families: [MetricFamily] = [.ttft, .e2el]

    func findings(in evidence: SessionEvidence) -> [Finding] {
        evidence.tools.compactMap { tool in
            for family in Self.families {
                let metric = MetricID(family, .mean)
                let effects = evidence.effects(tool) { Self.effect($0, $1, family) }
                guard effects.reaches(evidence.material) else { continue }
                let failed = evidence.measured(tool).reduce(0) { $0 + $1.wire.exchanges.count { !$0.record.succeeded } }
                return Finding(
                    id: id,
                    tool: tool,
                    metrics: [metric],
                    evidence:
                        "the \(metric) of \(tool) is that of all its requests, \(failed) failed ones included: without "
                        + "them it would be \(effects.amounts(CauseText.time)) (\(effects.rounds))",
                    share: effects.share,
                    severity: .warning
                )
            }
            return nil
        }
    }

    /// Failed requests enter as far as they came, or as zeros, whichever explains the tool's mean better.
    private static func effect(
        _ run: RunEvidence,
        _ wire: MeasuredWire,
        _ family: MetricFamily
    ) -> RunEffect? {
        guard let own = run.account.views[.reported]?[MetricID(family, .mean)],
            let truth = wire.mean({ $0.latency(family) }), truth > 0
        else { return nil }
        let failed = wire.exchanges.map(\.record).filter { !$0.succeeded }
        let count = wire.completed.count
        guard !failed.isEmpty else { return nil }
        let partial = failed.map { $0.latency(family) ?? $0.end - $0.sent }
        let means = [partial, partial.map { _ in 0 }].map { values in
            (truth * Double(count) + values.reduce(0, +)) / Double(count + values.count)
        }
        guard let nearest = means.min(by: { abs($0 - own.value) < abs($1 - own.value) }) else { return nil }
        let isExplained = abs(own.value - nearest) <= nearness * abs(truth - nearest) + own.resolution
        return RunEffect(
            round: run.round,
            share: isExplained ? RunEffect.share(with: nearest, without: truth) : 0,
            amount: truth
        )
    }
}
