import BenchModel

/// The ratio of every round of what decides, so that one that stands apart cannot hide in a mean: the cells of a table.
struct RoundSummary {
    static let heading = "Round by round"

    let titles = ["metric", "tool", "p", "difference of each round"]
    /// One a comparison. Empty with one round, which the main table shows already.
    let rows: [[String]]

    init(_ document: VerdictDocument) {
        rows = document.comparisons.compactMap { comparison in
            guard comparison.gated, comparison.rounds > 1, let ratios = comparison.ratios else { return nil }
            let differences = ratios.map { $0 == 1 ? "=" : FigureText.difference($0) }.joined(separator: ", ")
            let missing = document.rounds - comparison.rounds
            return [
                comparison.metric.description, comparison.tool.rawValue,
                comparison.pValue.map(FigureText.probability) ?? "",
                missing > 0 ? "\(differences) (\(comparison.rounds) of \(document.rounds) rounds)" : differences,
            ]
        }
    }
}
