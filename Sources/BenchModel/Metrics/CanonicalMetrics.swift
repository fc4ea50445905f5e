/// The canonical view: metrics computed from request records under the catalogue's definitions, the same for every tool.
package enum CanonicalMetrics {
    /// The percentiles that are computed by default.
    package static let percentiles: [Double] = [25, 50, 75, 90, 95, 99]

    /// - Parameters:
    ///   - records: Of one run; failed requests are counted and enter no latency.
    ///   - absent: Families that the records cannot give; they are left out.
    ///   - longest: What the run took at most, in seconds, by the tool's own clock. Requests whose answers' ends were not
    ///     recorded leave the duration open up to there. Nil: not known; then the last stamp is the end.
    /// - Returns: Only metrics for which there is data: a family that any completed request lacks is left out whole.
    package static func compute(
        from records: [RequestRecord],
        absent: Set<MetricFamily> = [],
        longest: Double? = nil,
        percentiles: [Double] = CanonicalMetrics.percentiles
    ) -> [MetricID: MetricValue] {
        let samples = records.filter(\.succeeded).map { RequestSample($0) }
        var duration: Double?
        if let first = samples.map(\.sent).min(), let last = samples.map(\.end).max(), last > first {
            duration = last - first
        }
        var open = 0.0
        if let known = duration, let longest, longest > known,
            records.contains(where: { $0.succeeded && $0.done == nil })
        {
            open = (longest - known) / 2
            duration = known + open
        }
        let metrics = SampleMetrics(
            samples: samples,
            failed: records.count - samples.count,
            duration: duration,
            divisor: duration,
            openDuration: open
        )
        return metrics.values(percentiles: percentiles).filter { !absent.contains($0.key.family) }
    }
}
