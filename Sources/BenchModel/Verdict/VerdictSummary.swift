import Foundation

/// The one sentence that says how a judgement went.
struct VerdictSummary {
    let reference: ToolID
    let gated: [Comparison]
    let findings: [Finding]
    let checks: [CheckResult]

    /// Checks that are named before the rest is only counted.
    private static let named = 6

    func sentence(_ verdict: Verdict) -> String {
        let text =
            switch verdict {
            case .invalid: causes(.invalidating)
            case .disagree: clauses { disagreement($0, $1) }
            case .agree: clauses { agreement($0, $1) } + unchecked
            case .inconclusive where gated.isEmpty: nothingGated
            case .inconclusive where gated.allSatisfy({ $0.verdict == .agree }): nothingTimed
            case .inconclusive: clauses { indecision($0, $1) }
            }
        return "\(verdict.rawValue.uppercased()): \(text)"
    }

    /// Agreement says no more than what was looked at.
    private var unchecked: String {
        let open = CheckCatalogue.all.filter { check in
            checks.contains { $0.id == check.id && $0.outcome == .notChecked }
        }.map(\.title)
        guard !open.isEmpty else { return "" }
        let rest = open.count - Self.named
        let names = rest > 1 ? Array(open.prefix(Self.named)) + ["and \(rest) more"] : open
        return "; not checked: " + names.joined(separator: ", ")
    }

    private var nothingGated: String {
        let cause = causes(.undeciding)
        return cause.isEmpty ? "no metric that decides could be compared with \(reference)" : cause
    }

    private var nothingTimed: String {
        let cause = causes(.undeciding)
        return cause.isEmpty ? "no latency or throughput that decides could be compared with \(reference)" : cause
    }

    private func causes(_ severity: Finding.Severity) -> String {
        let causes = findings.filter { $0.severity == severity }
        guard let first = causes.first else { return "" }
        return causes.count > 1 ? "\(first.evidence) (and \(causes.count - 1) more)" : first.evidence
    }

    /// One clause for each tool that has gated comparisons, in their order.
    private func clauses(_ clause: (ToolID, [Comparison]) -> String?) -> String {
        var tools: [ToolID] = []
        for comparison in gated where !tools.contains(comparison.tool) { tools.append(comparison.tool) }
        return tools.compactMap { tool in clause(tool, gated.filter { $0.tool == tool }) }.joined(separator: "; ")
    }

    private func disagreement(_ tool: ToolID, _ all: [Comparison]) -> String? {
        let different = all.filter { $0.verdict == .disagree }
        guard let worst = worst(different) else { return nil }
        let most = different.count > 1 ? ", most on" : ":"
        return
            "\(tool) differs from \(reference) on \(different.count) of \(metrics(all.count))\(most) \(figure(worst))"
    }

    private func agreement(_ tool: ToolID, _ all: [Comparison]) -> String? {
        let base = "\(tool) agrees with \(reference) on all \(metrics(all.count))"
        guard let worst = worst(all), let ratio = worst.ratio, ratio != 1 else { return base }
        return "\(base), the largest difference is \(figure(worst))"
    }

    private func indecision(_ tool: ToolID, _ all: [Comparison]) -> String? {
        let open = all.filter { $0.verdict == .inconclusive }
        guard let worst = worst(open) else { return nil }
        let base = "\(tool) against \(reference): \(open.count) of \(metrics(all.count)) undecided"
        return "\(base), \(worst.metric): \(worst.reason ?? "no reason known")"
    }

    private func metrics(_ count: Int) -> String { count == 1 ? "1 gated metric" : "\(count) gated metrics" }

    private func figure(_ comparison: Comparison) -> String {
        let values = "\(FigureText.plain(comparison.value)) against \(FigureText.plain(comparison.referenceValue))"
        return "\(comparison.metric) (\(comparison.ratio.map(FigureText.difference) ?? values))"
    }

    /// The largest ratio either way, the first of equals; one without a ratio only where there is no other.
    private func worst(_ comparisons: [Comparison]) -> Comparison? {
        var worst: (comparison: Comparison, size: Double)?
        for comparison in comparisons {
            let size = comparison.ratio.map { abs(log($0)) } ?? -1
            if size > (worst?.size ?? -2) + 1e-9 { worst = (comparison, size) }
        }
        return worst?.comparison
    }
}
