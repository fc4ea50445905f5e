/// The canonical view: metrics computed from request records under the catalogue's definitions, the same for every tool.
package enum CanonicalMetrics {
    /// The percentiles that are computed by default.
    package static let percentiles: [Double] = [25, 50, 75, 90, 95, 99]

    /// - Parameters:
    ///   - records: Of one run; failed requests are counted and enter no latency.
    ///   - absent: Families that the records cannot give; they are left out.
    /// - Returns: Only metrics for which there is data: a family that any completed request lacks is left out whole.
    package static func compute(
        from records: [RequestRecord],
        absent: Set<MetricFamily> = [],
        percentiles: [Double] = CanonicalMetrics.percentiles
    ) -> [MetricID: MetricValue] {
        let samples = records.filter(\.succeeded).map { RequestSample($0) }
        var duration: Double?
        if let first = samples.map(\.sent).min(), let last = samples.map(\.end).max(), last > first {
            duration = last - first
        }
        let metrics = SampleMetrics(
            samples: samples,
            failed: records.count - samples.count,
            duration: duration,
            divisor: duration
        )
        return metrics.values(percentiles: percentiles).filter { !absent.contains($0.key.family) }
    }
}
