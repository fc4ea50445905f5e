/// Whether tools print different figures for runs that are alike: then they define the metric differently.
enum DefinitionCheck {
    /// - Parameter comparisons: Of one tool.
    static func findings(_ comparisons: [Comparison]) -> [Finding] {
        let reported = comparisons.filter { $0.view == .reported && $0.verdict == .disagree && $0.ratio != nil }
        let pairs = reported.filter { comparison in
            comparisons.contains {
                $0.metric == comparison.metric && $0.view == .canonical && $0.gated && $0.verdict == .agree
            }
        }
        guard let first = pairs.first else { return [] }
        let figures = pairs.map { "\($0.metric) \($0.ratio.map(FigureText.difference) ?? "")" }.joined(separator: ", ")
        let evidence =
            "\(first.tool) and \(first.reference) agree once computed by one definition, but print figures that differ: "
            + figures
        return [
            Finding(
                id: "definitions-differ",
                tool: first.tool,
                metrics: pairs.map(\.metric),
                evidence: evidence,
                severity: .note
            )
        ]
    }
}
