import Foundation

/// Holds the pairs of one metric against one rule.
package struct AgreementTest: Sendable {
    package struct Outcome: Sendable, Equatable {
        package var verdict: Verdict
        /// Geometric mean over rounds. Nil when a value is not positive.
        package var ratio: Double?
        /// Bounds of what was held against the margin. Nil without a margin, and where there is no finite bound.
        package var low: Double?
        package var high: Double?
        /// Nil when there is nothing to add.
        package var reason: String?
    }

    package let rule: Tolerance.Rule
    /// Significance level of each one-sided test.
    package let alpha: Double

    package init(rule: Tolerance.Rule, alpha: Double) {
        self.rule = rule
        self.alpha = alpha
    }

    /// - Parameters:
    ///   - pairs: One a round; at least one.
    ///   - rounds: In how many rounds both tools ran.
    package func outcome(_ pairs: [PairedRuns.Pair], rounds: Int) -> Outcome {
        var outcome: Outcome
        switch rule {
        case .exact, .information:
            let equal = pairs.allSatisfy { abs($0.difference) <= $0.slack }
            outcome = Outcome(verdict: equal ? .agree : .disagree, ratio: Self.logRatios(pairs).map { exp(mean($0)) })
        case .within(let share, let floor):
            if let logRatios = Self.logRatios(pairs) {
                outcome = ratioOutcome(pairs, logRatios, share: share, floor: floor ?? 0)
            } else {
                outcome = differenceOutcome(pairs, share: share, floor: floor ?? 0)
            }
            if pairs.count == 1, rounds > 1, outcome.verdict != .inconclusive {
                outcome.verdict = .inconclusive
                outcome.reason = "only 1 of \(rounds) rounds has it on both sides"
            }
        }
        return outcome
    }

    /// Nil when a value is not positive.
    private static func logRatios(_ pairs: [PairedRuns.Pair]) -> [Double]? {
        guard pairs.allSatisfy({ $0.reference.value > 0 && $0.tool.value > 0 }) else { return nil }
        return pairs.map { log($0.tool.value / $0.reference.value) }
    }

    private func ratioOutcome(
        _ pairs: [PairedRuns.Pair],
        _ logRatios: [Double],
        share: Double,
        floor: Double
    ) -> Outcome {
        // The smaller side makes "at most `floor` apart" and "|ln r| at most this margin" the same statement.
        let smaller = min(mean(pairs.map(\.reference.value)), mean(pairs.map(\.tool.value)))
        let margin = max(log1p(share), log1p(floor / smaller))
        let centre = mean(logRatios)
        let sampled =
            pairs.count > 1
            ? PairedEquivalence(logRatios, alpha: alpha).interval : EquivalenceInterval(low: centre, high: centre)
        let interval = EquivalenceInterval(
            low: sampled.low + mean(pairs.map(\.lowestLogRatio)) - centre,
            high: sampled.high + mean(pairs.map(\.highestLogRatio)) - centre
        )
        let verdict = interval.decision(margin: margin)
        let (low, high) = (exp(interval.low), exp(interval.high))
        var reason: String?
        if verdict == .inconclusive {
            let isRounding = pairs.count == 1 || sampled.decision(margin: margin) != .inconclusive
            let cause = isRounding ? "rounding leaves" : "\(pairs.count) rounds leave"
            reason = "\(cause) \(FigureText.range(low, high)) open"
        }
        return Outcome(
            verdict: verdict,
            ratio: exp(centre),
            low: low,
            high: high.isFinite ? high : nil,
            reason: reason
        )
    }

    /// Without a ratio, each round's difference is held against the floor, or the share of the smaller value.
    private func differenceOutcome(_ pairs: [PairedRuns.Pair], share: Double, floor: Double) -> Outcome {
        let verdicts: [Verdict] = pairs.map { pair in
            let allowed = max(floor, share * min(abs(pair.reference.value), abs(pair.tool.value)))
            if abs(pair.difference) + pair.resolution <= allowed { return .agree }
            return abs(pair.difference) - pair.resolution > allowed ? .disagree : .inconclusive
        }
        if verdicts.contains(.disagree) {
            return Outcome(verdict: .disagree, reason: "no ratio: a value is not positive")
        }
        if verdicts.allSatisfy({ $0 == .agree }) { return Outcome(verdict: .agree) }
        return Outcome(verdict: .inconclusive, reason: "no ratio: a value is zero as far as it is written")
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}

extension PairedRuns.Pair {
    fileprivate var difference: Double { tool.value - reference.value }

    fileprivate var resolution: Double { tool.resolution + reference.resolution }

    /// What two equal numbers may differ by: what their rounding leaves open, and the last bits of a product.
    fileprivate var slack: Double { resolution + 1e-9 * max(abs(tool.value), abs(reference.value)) }

    /// Minus infinity when rounding leaves a zero open.
    fileprivate var lowestLogRatio: Double {
        log(max(tool.value - tool.resolution, 0) / (reference.value + reference.resolution))
    }

    /// Infinity when rounding leaves a zero open.
    fileprivate var highestLogRatio: Double {
        log((tool.value + tool.resolution) / max(reference.value - reference.resolution, 0))
    }
}
