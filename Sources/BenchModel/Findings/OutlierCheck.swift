import Foundation

/// Rounds whose ratio lies far from those of the others. They are named with their values and stay in every figure: leaving
/// out what does not fit would make any two tools agree in the end.
struct OutlierCheck {
    /// What holds a metric's pairs against their margin.
    let test: (MetricID) -> AgreementTest

    private struct Outlier {
        let comparison: Comparison
        let pair: PairedRuns.Pair
        let ratio: Double
        /// Of all rounds.
        let median: Double
        let distance: Double
    }

    /// One finding for each round, its metrics in the order of reports.
    /// - Parameter comparisons: Of the tool of `runs`.
    func findings(_ comparisons: [Comparison], _ runs: PairedRuns) -> [Finding] {
        var byRound: [Int: [Outlier]] = [:]
        for comparison in comparisons where comparison.gated {
            for (round, outlier) in outliers(comparison, runs) { byRound[round, default: []].append(outlier) }
        }
        return byRound.sorted { $0.key < $1.key }.compactMap { round, outliers in
            guard let worst = outliers.max(by: { $0.distance < $1.distance }) else { return nil }
            return Finding(
                id: "outlier-round",
                tool: runs.tool,
                metrics: outliers.map(\.comparison.metric),
                evidence: evidence(worst, of: outliers.map(\.comparison.metric), round),
                severity: .warning
            )
        }
    }

    private func outliers(_ comparison: Comparison, _ runs: PairedRuns) -> [(round: Int, Outlier)] {
        let pairs = runs.pairs(of: comparison.metric, in: comparison.view)
        guard let ratios = comparison.ratios, ratios.count >= ModifiedZScore.fewestValues, ratios.count == pairs.count,
            let margin = test(comparison.metric).margin(pairs)
        else { return [] }
        let numbers = runs.roundNumbers(of: comparison.metric, in: comparison.view)
        let logRatios = ratios.map { log($0) }
        let distances = ModifiedZScore.deviations(logRatios).map(abs)
        return ModifiedZScore.scores(logRatios).enumerated().compactMap { index, score in
            // Among rounds that hardly vary, a round is soon far from them and still the same for all that matters.
            guard abs(score) > ModifiedZScore.threshold, distances[index] > margin else { return nil }
            let outlier = Outlier(
                comparison: comparison,
                pair: pairs[index],
                ratio: ratios[index],
                median: exp(Quantile.linear(logRatios.sorted(), percent: 50)),
                distance: distances[index]
            )
            return (numbers[index], outlier)
        }
    }

    private func evidence(_ worst: Outlier, of metrics: [MetricID], _ round: Int) -> String {
        let (comparison, pair) = (worst.comparison, worst.pair)
        let scale = FigureScale(comparison.metric, value: pair.reference.value)
        let value = scale.text(pair.tool.value, resolution: pair.tool.resolution)
        let reference = scale.text(pair.reference.value, resolution: pair.reference.resolution)
        let others = metrics.filter { $0 != comparison.metric }.map(\.description)
        let ratio = FigureText.difference(worst.ratio)
        return
            "\(comparison.tool), round \(round): \(comparison.metric) is \(value) against \(reference) \(scale.unit) "
            + "(\(ratio)), where the median of \(comparison.rounds) rounds is \(FigureText.difference(worst.median)); "
            + (others.isEmpty ? "" : "likewise \(others.joined(separator: ", ")); ") + "it is counted like any other"
    }
}
