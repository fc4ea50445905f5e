/// The wire view: the canonical metrics of what the tap saw.
package enum WireView {
    /// - Parameter exchanges: The measured ones of a run.
    /// - Returns: As `CanonicalMetrics.compute`.
    package static func compute(
        from exchanges: [WireExchange],
        percentiles: [Double] = CanonicalMetrics.percentiles
    ) -> [MetricID: MetricValue] {
        CanonicalMetrics.compute(from: exchanges.map(\.record), percentiles: percentiles)
    }
}
