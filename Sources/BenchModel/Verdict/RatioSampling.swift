/// What the ratio of two runs' figures could be with other requests.
package struct RatioSampling: Sendable {
    package let reference: SamplingError
    package let tool: SamplingError

    package init(reference: SamplingError, tool: SamplingError) {
        self.reference = reference
        self.tool = tool
    }

    /// Requests of the run that has fewer. Nil when unknown.
    package var requests: Int? {
        guard let left = reference.requests, let right = tool.requests else { return nil }
        return min(left, right)
    }

    package var isAssumed: Bool { reference.source == .assumed || tool.source == .assumed }

    /// The interval of the log ratio from those of both logarithms, which are independent: the distance to each bound is the
    /// root of the sum of the squared distances that can make it (MOVER). Zou and Donner, "Construction of confidence limits
    /// about effect measures: a general approach" (2008).
    package func interval(around logRatio: Double, alpha: Double) -> EquivalenceInterval {
        let (left, right) = (reference.widths(alpha: alpha), tool.widths(alpha: alpha))
        func root(_ first: Double, _ second: Double) -> Double { (first * first + second * second).squareRoot() }
        return EquivalenceInterval(
            low: logRatio - root(right.below, left.above),
            high: logRatio + root(right.above, left.below)
        )
    }
}
