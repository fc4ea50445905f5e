import BenchModel

/// One line of a table: a metric in one view, with the comparison of every tool that has it.
struct ReportRow {
    let metric: MetricID
    let view: MetricView
    /// By tool; every one against the same reference.
    let comparisons: [ToolID: Comparison]
    /// True when another view of the metric decides for every tool here.
    let isSecondary: Bool
    let scale: FigureScale
    let referenceText: String

    private init?(_ metric: MetricID, _ view: MetricView, _ members: [Comparison], isSecondary: Bool) {
        guard let first = members.first else { return nil }
        self.metric = metric
        self.view = view
        self.isSecondary = isSecondary
        comparisons = Dictionary(members.map { ($0.tool, $0) }) { first, _ in first }
        scale = FigureScale(metric, value: first.referenceValue)
        referenceText = scale.text(first.referenceValue, resolution: first.referenceResolution)
    }

    func valueText(_ comparison: Comparison) -> String {
        scale.text(comparison.value, resolution: comparison.resolution)
    }

    /// `=` for counts that match, `-` where there is no ratio.
    static func differenceText(_ comparison: Comparison) -> String {
        if comparison.value == comparison.referenceValue { return "=" }
        return comparison.ratio.map(FigureText.difference) ?? "-"
    }

    /// Empty when nothing was held against a margin.
    static func intervalText(_ comparison: Comparison) -> String {
        guard let low = comparison.ratioLow else { return "" }
        let lower = FigureText.difference(low)
        guard let upper = comparison.ratioHigh.map(FigureText.difference) else { return "above \(lower)" }
        return lower == upper ? lower : "\(lower.dropLast(2)) to \(upper)"
    }

    /// What decides, each metric with the view that decides it first, and the other view below it where that one comes
    /// to another verdict.
    static func deciding(_ document: VerdictDocument) -> [ReportRow] {
        rows(document) { comparison, others in
            comparison.gated || others.contains { $0.gated && $0.verdict != comparison.verdict }
        }
    }

    /// All that `deciding` leaves out.
    static func informational(_ document: VerdictDocument) -> [ReportRow] {
        rows(document) { comparison, others in
            !comparison.gated && !others.contains { $0.gated && $0.verdict != comparison.verdict }
        }
    }

    /// - Parameter includes: Told a comparison and those of the same tool and metric in other views.
    private static func rows(
        _ document: VerdictDocument,
        where includes: (Comparison, [Comparison]) -> Bool
    ) -> [ReportRow] {
        let byMetric = Dictionary(grouping: document.comparisons, by: \.metric)
        return byMetric.keys.sorted().flatMap { metric -> [ReportRow] in
            let all = byMetric[metric, default: []]
            let chosen = all.filter { comparison in
                includes(comparison, all.filter { $0.tool == comparison.tool && $0.view != comparison.view })
            }
            let rows = MetricView.allCases.compactMap { view -> ReportRow? in
                let members = chosen.filter { $0.view == view }
                let isSecondary = !members.contains(where: \.gated) && chosen.contains(where: \.gated)
                return ReportRow(metric, view, members, isSecondary: isSecondary)
            }
            return rows.filter { !$0.isSecondary } + rows.filter(\.isSecondary)
        }
    }
}
