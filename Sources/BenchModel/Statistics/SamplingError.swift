import Foundation

/// How far the figure of one run may lie from what such runs give, because other requests could have been drawn.
package struct SamplingError: Sendable, Equatable {
    package enum Source: Sendable {
        /// Resampled from the run's own requests.
        case requests
        /// From what was printed of their spread.
        case printed
        /// Nothing tells their spread: it is assumed to be large.
        case assumed
    }

    /// By how much the logarithm of the value may be too large or too small: half-widths of an interval whose tails have 5 %
    /// each, for as many requests that one may call them normal. At least 0; may be infinite.
    package let below: Double
    package let above: Double
    /// Of the t distribution that widens the interval for the few requests, or blocks of them, that it stands on. Nil: the
    /// bounds hold as they are, for every level down to `leastAlpha`.
    package let degreesOfFreedom: Double?
    /// How many requests it stands on. Nil when unknown.
    package let requests: Int?
    package let source: Source

    /// The least level of bounds that are not widened: 5 % among twenty metrics.
    static let leastAlpha = 0.05 / 20

    package init(below: Double, above: Double, degreesOfFreedom: Double?, requests: Int?, source: Source) {
        precondition(below >= 0 && above >= 0)
        self.below = below
        self.above = above
        self.degreesOfFreedom = degreesOfFreedom
        self.requests = requests
        self.source = source
    }

    /// Of a figure whose relative standard error is known.
    init(standardError: Double, requests: Int, source: Source) {
        let half = NormalQuantile.ofNinetyFive * standardError
        self.init(
            below: half,
            above: half,
            degreesOfFreedom: Double(max(requests - 1, 1)),
            requests: requests,
            source: source
        )
    }

    /// Of a figure about which nothing is known.
    static let unknown = SamplingError(
        below: .infinity,
        above: .infinity,
        degreesOfFreedom: nil,
        requests: nil,
        source: .assumed
    )

    /// The half-widths at a level of its own for each tail. Intervals of bootstrap percentiles are too short for few samples,
    /// by as much as the normal distribution is narrower than Student's t: Hesterberg, "What Teachers Should Know About the
    /// Bootstrap" (2015), section 4.3.
    func widths(alpha: Double) -> (below: Double, above: Double) {
        guard let degreesOfFreedom else {
            return alpha >= Self.leastAlpha ? (below, above) : (.infinity, .infinity)
        }
        let factor = StudentT(degreesOfFreedom: degreesOfFreedom).quantile(1 - alpha) / NormalQuantile.ofNinetyFive
        return (below == 0 ? 0 : below * factor, above == 0 ? 0 : above * factor)
    }
}
