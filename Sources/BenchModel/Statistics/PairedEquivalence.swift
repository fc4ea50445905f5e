/// Two one-sided t tests of paired log ratios against a margin (TOST), as a confidence interval of level 1 − 2α.
/// Schuirmann, "A comparison of the two one-sided tests procedure and the power approach …" (1987).
package struct PairedEquivalence: Sendable {
    package let count: Int
    /// Of the log ratios; its exponential is the geometric mean of the ratios.
    package let mean: Double
    /// Sample standard deviation (divisor n − 1).
    package let standardDeviation: Double
    package let interval: EquivalenceInterval

    /// - Parameters:
    ///   - logRatios: ln(tool / reference), one a round; at least two.
    ///   - alpha: Significance level of each one-sided test, in (0, 0.5).
    package init(_ logRatios: [Double], alpha: Double) {
        precondition(logRatios.count >= 2)
        let count = Double(logRatios.count)
        let mean = logRatios.reduce(0, +) / count
        let squares = logRatios.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let standardDeviation = (squares / (count - 1)).squareRoot()
        let quantile = StudentT(degreesOfFreedom: count - 1).quantile(1 - alpha)
        let half = quantile * standardDeviation / count.squareRoot()
        self.count = logRatios.count
        self.mean = mean
        self.standardDeviation = standardDeviation
        interval = EquivalenceInterval(low: mean - half, high: mean + half)
    }

    /// - Parameter margin: A natural logarithm, such as ln 1.03.
    package func decision(margin: Double) -> Verdict { interval.decision(margin: margin) }
}
