/// Two one-sided t tests of paired log ratios against a margin (TOST), as a confidence interval of level 1 − 2α.
/// Schuirmann, "A comparison of the two one-sided tests procedure and the power approach …" (1987).
///
/// Rounded figures hide how much rounds vary: three that round to the same figure need not be the same. So the interval is
/// the widest, and the p-value the largest, that any figures give which round to these: what holds then holds for what was
/// rounded, at the same error rate.
package struct PairedEquivalence: Sendable {
    package let count: Int
    /// Of the log ratios; its exponential is the geometric mean of the ratios.
    package let mean: Double
    /// Sample standard deviation (divisor n − 1).
    package let standardDeviation: Double
    package let interval: EquivalenceInterval
    /// Mean and its standard error of the figures that can be the worst ones. Empty when rounding leaves everything open.
    private let extremes: [(mean: Double, error: Double)]

    /// - Parameters:
    ///   - logRatios: ln(tool / reference), one a round; at least two.
    ///   - alpha: Significance level of each one-sided test, in (0, 0.5).
    ///   - below: By how much each may be smaller before it was rounded. At least 0; may be infinite, as `above`.
    package init(_ logRatios: [Double], alpha: Double, below: Double = 0, above: Double = 0) {
        precondition(logRatios.count >= 2 && below >= 0 && above >= 0)
        let count = logRatios.count
        let (mean, standardDeviation) = Self.spread(logRatios)
        self.count = count
        self.mean = mean
        self.standardDeviation = standardDeviation
        guard below.isFinite, above.isFinite else {
            extremes = []
            interval = EquivalenceInterval(low: -.infinity, high: .infinity)
            return
        }
        // Mean plus a multiple of the deviation is convex, so that it is largest in a corner: every ratio at an end of its
        // rounding. Of the corners with the same mean, the one with the largest ratios at their upper ends spreads most.
        let sorted = logRatios.sorted()
        let raised = below == 0 && above == 0 ? 0...0 : 0...count
        extremes = raised.map { raised in
            let corner = sorted.enumerated().map { $1 + ($0 >= count - raised ? above : -below) }
            let (mean, deviation) = Self.spread(corner)
            return (mean, deviation / Double(count).squareRoot())
        }
        let quantile = StudentT(degreesOfFreedom: Double(count - 1)).quantile(1 - alpha)
        interval = EquivalenceInterval(
            low: extremes.map { $0.mean - quantile * $0.error }.min() ?? -.infinity,
            high: extremes.map { $0.mean + quantile * $0.error }.max() ?? .infinity
        )
    }

    /// - Parameter margin: A natural logarithm, such as ln 1.03.
    package func decision(margin: Double) -> Verdict { interval.decision(margin: margin) }

    /// The larger of the two one-sided p-values: the least α at which the decision would be `agree`.
    /// - Parameter margin: A natural logarithm, such as ln 1.03.
    package func pValue(margin: Double) -> Double {
        let distribution = StudentT(degreesOfFreedom: Double(count - 1))
        let values = extremes.map { mean, error in
            // Without any spread the ratio is known, and lies within the margin or not.
            guard error > 0 else { return abs(mean) <= margin + EquivalenceInterval.slack ? 0.0 : 1 }
            return distribution.survival((margin - abs(mean)) / error)
        }
        return values.max() ?? 1
    }

    /// The least α at which the decision would be `disagree`: the p-value of "the ratio lies within the margin".
    /// - Parameter margin: A natural logarithm, such as ln 1.03.
    package func disagreement(margin: Double) -> Double {
        guard !extremes.isEmpty else { return 1 }
        let distribution = StudentT(degreesOfFreedom: Double(count - 1))
        let sides = [1.0, -1].map { side in
            extremes.map { mean, error in
                let distance = side * mean - margin
                guard error > 0 else { return distance > EquivalenceInterval.slack ? 0.0 : 1 }
                return distribution.survival(distance / error)
            }.max() ?? 1
        }
        return min(sides[0], sides[1])
    }

    private static func spread(_ values: [Double]) -> (mean: Double, standardDeviation: Double) {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (mean, (squares / (count - 1)).squareRoot())
    }
}
