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
        /// Of the paired equivalence test. Nil with one pair, and where nothing was held against a margin.
        package var pValue: Double?
        /// The least level at which it would be a disagreement. Nil without a ratio or a margin.
        package var disagreement: Double?
        /// Of each pair. Nil when a value is not positive.
        package var ratios: [Double]?
        /// Nil when there is nothing to add.
        package var reason: String?
    }

    package let rule: Tolerance.Rule
    /// Significance level of each one-sided test: the interval of level 1 − 2 alpha decides both ways.
    package let alpha: Double
    /// What makes figures inexact, and the verb.
    package var opener = "rounding leaves"

    package init(rule: Tolerance.Rule, alpha: Double) {
        self.rule = rule
        self.alpha = alpha
    }

    /// - Parameters:
    ///   - pairs: One a round; at least one.
    ///   - rounds: In how many rounds both tools ran.
    ///   - sampling: What the ratio of a single pair could be with other requests. Nil when it could be no other.
    package func outcome(_ pairs: [PairedRuns.Pair], rounds: Int, sampling: RatioSampling? = nil) -> Outcome {
        var outcome: Outcome
        switch rule {
        case .exact, .information:
            let equal = pairs.allSatisfy { abs($0.difference) <= $0.slack }
            outcome = Outcome(
                verdict: equal ? .agree : .disagree,
                ratio: Self.logRatios(pairs).map { exp(Self.mean($0)) }
            )
        case .within(let share, let floor):
            if let logRatios = Self.logRatios(pairs) {
                let margin = Self.margin(pairs, share: share, floor: floor ?? 0)
                outcome =
                    pairs.count > 1
                    ? pairedOutcome(pairs, logRatios, margin: margin)
                    : singleOutcome(pairs[0], logRatios[0], sampling, margin: margin)
            } else {
                outcome = differenceOutcome(pairs, share: share, floor: floor ?? 0)
            }
            if pairs.count == 1, rounds > 1, outcome.verdict != .inconclusive {
                outcome.verdict = .inconclusive
                outcome.disagreement = 1
                outcome.reason = "only 1 of \(rounds) rounds has it on both sides"
            }
        }
        if Self.logRatios(pairs) != nil { outcome.ratios = pairs.map { $0.tool.value / $0.reference.value } }
        return outcome
    }

    /// Nil when a value is not positive.
    private static func logRatios(_ pairs: [PairedRuns.Pair]) -> [Double]? {
        guard pairs.allSatisfy({ $0.reference.value > 0 && $0.tool.value > 0 }) else { return nil }
        return pairs.map { log($0.tool.value / $0.reference.value) }
    }

    /// The margin that the logarithms of these pairs' ratios are held against. Nil without one, and without a ratio.
    package func margin(_ pairs: [PairedRuns.Pair]) -> Double? {
        guard case .within(let share, let floor) = rule, Self.logRatios(pairs) != nil else { return nil }
        return Self.margin(pairs, share: share, floor: floor ?? 0)
    }

    private static func margin(_ pairs: [PairedRuns.Pair], share: Double, floor: Double) -> Double {
        // The smaller side makes "at most `floor` apart" and "|ln r| at most this margin" the same statement.
        let smaller = min(mean(pairs.map(\.reference.value)), mean(pairs.map(\.tool.value)))
        return max(log1p(share), log1p(floor / smaller))
    }

    private func pairedOutcome(_ pairs: [PairedRuns.Pair], _ logRatios: [Double], margin: Double) -> Outcome {
        let test = PairedEquivalence(
            logRatios,
            alpha: alpha,
            below: zip(logRatios, pairs).map { max(0, $0 - $1.lowestLogRatio) }.max() ?? 0,
            above: zip(logRatios, pairs).map { max(0, $1.highestLogRatio - $0) }.max() ?? 0
        )
        let isRounding =
            test.decision(margin: margin) == .inconclusive
            && PairedEquivalence(logRatios, alpha: alpha).decision(margin: margin) != .inconclusive
        let cause = isRounding ? opener : "\(pairs.count) rounds leave"
        var outcome = Self.outcome(test.interval, centre: test.mean, margin: margin, cause: cause)
        outcome.pValue = test.pValue(margin: margin)
        outcome.disagreement = test.disagreement(margin: margin)
        return outcome
    }

    private func singleOutcome(
        _ pair: PairedRuns.Pair,
        _ logRatio: Double,
        _ sampling: RatioSampling?,
        margin: Double
    ) -> Outcome {
        func sampled(_ alpha: Double) -> EquivalenceInterval {
            sampling?.interval(around: logRatio, alpha: alpha) ?? EquivalenceInterval(low: logRatio, high: logRatio)
        }
        func interval(_ alpha: Double) -> EquivalenceInterval {
            let sampled = sampled(alpha)
            return EquivalenceInterval(
                low: sampled.low + min(0, pair.lowestLogRatio - logRatio),
                high: sampled.high + max(0, pair.highestLogRatio - logRatio)
            )
        }
        let isRounding = sampled(alpha).decision(margin: margin) != .inconclusive
        let requests = sampling?.requests.map(String.init) ?? "an unknown number of"
        let cause = isRounding ? opener : "\(requests) requests leave"
        var outcome = Self.outcome(interval(alpha), centre: logRatio, margin: margin, cause: cause)
        outcome.disagreement = EquivalenceInterval.disagreement(margin: margin, interval: interval)
        return outcome
    }

    /// - Parameter cause: Who leaves the interval open, and the verb.
    private static func outcome(
        _ interval: EquivalenceInterval,
        centre: Double,
        margin: Double,
        cause: String
    ) -> Outcome {
        let verdict = interval.decision(margin: margin)
        let (low, high) = (exp(interval.low), exp(interval.high))
        return Outcome(
            verdict: verdict,
            ratio: exp(centre),
            low: low,
            high: high.isFinite ? high : nil,
            reason: verdict == .inconclusive ? "\(cause) \(FigureText.range(low, high)) open" : nil
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

    private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
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
