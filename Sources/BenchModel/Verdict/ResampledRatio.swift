import Foundation

/// The ratio of one percentile between two runs, as it came out of many resamples of both runs' requests.
package struct ResampledRatio: Sendable {
    /// Requests of the run that has fewer.
    package let requests: Int
    /// ln(tool / reference), ascending.
    private let logRatios: [Double]

    /// - Parameters:
    ///   - reference: Drawn independently of `tool`.
    package init(reference: ResampledQuantile, tool: ResampledQuantile) {
        requests = min(reference.requests, tool.requests)
        logRatios = zip(reference.values, tool.values).map { reference, tool in
            // A gap of zero on both sides is no difference; on one side it is an infinite one.
            reference <= 0 && tool <= 0 ? 0 : log(max(tool, 0) / max(reference, 0))
        }.sorted()
    }

    /// The percentile interval of level 1 − 2α. Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13.
    package func interval(alpha: Double) -> EquivalenceInterval {
        EquivalenceInterval(low: quantile(alpha), high: quantile(1 - alpha))
    }

    /// The nearest one drawn, outwards: nothing is interpolated, because a ratio may be infinite.
    private func quantile(_ share: Double) -> Double {
        let position = Double(logRatios.count - 1) * share
        return logRatios[Int(position.rounded(share < 0.5 ? .down : .up))]
    }
}
