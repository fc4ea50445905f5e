/// Percentiles of the same samples are taken by another rule.
struct PercentileMethod: Cause {
    let id = "percentile-method"
    let meaning =
        "A tool takes percentiles by another rule than the others, such as the nearest rank without interpolation."
    let detection = "The rule of the tool's release, and the linear one, on the requests that passed over the wire."
    let remedy = "Compare percentiles in the canonical view, or send more requests: the rules agree in the limit."

    private static let percents: [Double] = [50, 90, 95, 99]

    private static let families: [MetricFamily] = [.ttft, .tpot, .e2el]

    func findings(in evidence: SessionEvidence) -> [Finding] {
        let formulas = evidence.tools.compactMap { tool in
            evidence.runs(of: tool).compactMap(\.formula).first.map { (tool: tool, rule: $0.percentile) }
        }
        // One rule for all explains no difference between them.
        guard evidence.tools.count == 1 || Set(formulas.map(\.rule)).count > 1 else { return [] }
        return formulas.filter { $0.rule != .linear }.compactMap { tool, rule in
            var found: [(metric: MetricID, share: Double)] = []
            for family in Self.families {
                for percent in Self.percents {
                    let effects = evidence.effects(tool) { run, wire in
                        Self.effect(run, wire.completed.compactMap { $0.record.latency(family) }, percent, rule)
                    }
                    guard effects.reaches(evidence.material) else { continue }
                    found.append((MetricID(family, .percentile(percent)), effects.share))
                }
            }
            found.sort { $0.share > $1.share }
            guard let worst = found.first else { return nil }
            return Finding(
                id: id,
                tool: tool,
                metrics: found.map(\.metric),
                evidence: "\(tool) takes percentiles by \(rule.words), which moves "
                    + found.map { "\($0.metric) by \(CauseText.percent($0.share))" }.joined(separator: ", ")
                    + " from linear interpolation of the same requests",
                share: worst.share,
                severity: .note
            )
        }
    }

    /// Nil with too few samples for the percentile to decide anything.
    private static func effect(
        _ run: RunEvidence,
        _ samples: [Double],
        _ percent: Double,
        _ rule: ToolFormula.Percentile
    ) -> RunEffect? {
        guard samples.count >= max(2, SampleRequirement.samples(for: .percentile(percent))) else { return nil }
        let sorted = samples.sorted()
        let linear = Quantile.linear(sorted, percent: percent)
        let place = Double(sorted.count) * percent / 100
        let index =
            switch rule {
            case .linear: 0
            case .nearestRank: max(0, Int(place.rounded(.up)) - 1)
            case .flooredIndex: min(sorted.count - 1, Int(place))
            }
        let own = rule == .linear ? linear : sorted[index]
        return RunEffect(round: run.round, share: RunEffect.share(with: own, without: linear), amount: own - linear)
    }
}

extension ToolFormula.Percentile {
    fileprivate var words: String {
        switch self {
        case .linear: "linear interpolation"
        case .nearestRank: "nearest rank"
        case .flooredIndex: "the rank rounded down"
        }
    }
}
