import Foundation

/// A printed figure is not what the tool's own requests give.
struct ReportNotReproduced: Cause {
    let id = "report-not-reproduced"
    let meaning =
        "A figure that a tool printed is not what its own requests give by its own definition, or contradicts the others "
        + "of its report: its report is wrong, or what Concord makes of it."
    let detection =
        "Every printed figure beside what the formula of the tool's release makes of the per-request data that the tool "
        + "left, to the last digit that was written; counts, times and rates of one report beside one another "
        + "(ReportConsistency)."
    let remedy =
        "Trust the canonical and the wire view more than the printed figures, and report it with the tool's output, which "
        + "is in the result folder."

    /// How many figures are told with their values.
    private static let shown = 3

    func findings(in evidence: SessionEvidence) -> [Finding] {
        evidence.tools.compactMap { tool in
            var failures: [(run: RunEvidence, figure: Reproduction.Figure, share: Double)] = []
            var held = 0
            for run in evidence.runs(of: tool) {
                held += run.reproduction?.figures.count ?? 0
                for figure in run.reproduction?.failures ?? [] {
                    let share = RunEffect.share(with: figure.printed.value, without: figure.nearest)
                    failures.append((run, figure, share))
                }
            }
            failures.sort { $0.share > $1.share }
            guard let worst = failures.first else { return nil }
            var metrics: [MetricID] = []
            for metric in failures.map(\.figure.metric) where !metrics.contains(metric) { metrics.append(metric) }
            let texts = failures.prefix(Self.shown).map { Self.words($0.figure, round: $0.run.round) }
            let rest = failures.count - texts.count
            let decides = failures.contains { Self.decides($0.figure, round: $0.run.round, evidence) }
            return Finding(
                id: id,
                tool: tool,
                metrics: metrics,
                evidence:
                    "of \(held) figures that \(tool) printed, \(failures.count) \(failures.count == 1 ? "is" : "are") "
                    + "not what its own requests give by its own definition: \(texts.joined(separator: ", "))"
                    + (rest > 0 ? ", and \(rest) more" : ""),
                share: min(worst.share, 1),
                severity: decides ? .invalidating : .warning
            )
        }
    }

    /// `ttft.p99 is printed as 105 ms and recomputed as 100 ms (round 2)`.
    private static func words(_ figure: Reproduction.Figure, round: Int) -> String {
        let (factor, unit) =
            switch figure.metric.unit {
            case .seconds: (1e3, " ms")
            case .requests, .tokens: (1.0, "")
            case .requestsPerSecond, .tokensPerSecond: (1.0, " \(figure.metric.unit.rawValue)")
            }
        let values = [figure.printed.value, figure.nearest].map { $0 * factor }
        // As many digits as it takes to tell them apart.
        let texts = [4, 6, 8, 10, 12, 17].map { digits in values.map { String(format: "%.\(digits)g", $0) } }
        let pair = texts.first { $0[0] != $0[1] && !$0.joined().contains("e") } ?? values.map { "\($0)" }
        let bound = figure.recomputed.upperBound == .infinity ? "at least " : ""
        return "\(figure.metric) is printed as \(pair[0])\(unit) and recomputed as \(bound)\(pair[1])\(unit) "
            + "(round \(round))"
    }

    /// Whether it is the printed figure that the verdict rests on.
    private static func decides(_ figure: Reproduction.Figure, round: Int, _ evidence: SessionEvidence) -> Bool {
        let metric = figure.metric
        guard evidence.gate.contains(metric), evidence.tolerance.rule(for: metric) != .information,
            figure.printed.samples ?? .max >= SampleRequirement.samples(for: metric.statistic)
        else { return false }
        switch evidence.gate.view {
        case .reported: return true
        case .canonical, .wire: return false
        case .best:
            let runs = evidence.rounds.joined().filter { $0.round == round }
            return runs.contains { run in
                run.account.views[.canonical]?[metric] == nil && run.account.views[.reported]?[metric] != nil
            }
        }
    }
}
