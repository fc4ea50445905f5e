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
        let completed = records.filter(\.succeeded)
        var values: [MetricID: MetricValue] = [:]
        func put(_ family: MetricFamily, _ value: Double) {
            values[MetricID(family)] = MetricValue(value, samples: completed.count)
        }
        put(.requestsCompleted, Double(completed.count))
        put(.requestsFailed, Double(records.count - completed.count))
        let inputs = completed.compactMap(\.inputTokens)
        let outputs = completed.compactMap(\.outputTokens)
        let hasInput = inputs.count == completed.count
        let hasOutput = outputs.count == completed.count
        let input = Double(inputs.reduce(0, +))
        let output = Double(outputs.reduce(0, +))
        if hasInput { put(.inputTokens, input) }
        if hasOutput { put(.outputTokens, output) }
        if let first = completed.map(\.sent).min(), let last = completed.map(\.end).max(), last > first {
            let duration = last - first
            put(.duration, duration)
            put(.requestThroughput, Double(completed.count) / duration)
            if hasOutput { put(.outputThroughput, output / duration) }
            if hasInput, hasOutput { put(.totalThroughput, (input + output) / duration) }
        }
        func spread(_ family: MetricFamily, _ samples: [Double]) {
            guard !samples.isEmpty else { return }
            let summary = SampleSummary(samples)
            func put(_ statistic: Statistic, _ value: Double) {
                values[MetricID(family, statistic)] = MetricValue(value, samples: samples.count)
            }
            put(.mean, summary.mean)
            put(.standardDeviation, summary.standardDeviation)
            put(.minimum, summary.sorted[0])
            put(.maximum, summary.sorted[summary.sorted.count - 1])
            for percent in percentiles { put(.percentile(percent), Quantile.linear(summary.sorted, percent: percent)) }
        }
        let ttfts = completed.compactMap(\.ttft)
        if ttfts.count == completed.count { spread(.ttft, ttfts) }
        let e2els = completed.compactMap(\.e2el)
        if e2els.count == completed.count { spread(.e2el, e2els) }
        let several = completed.filter { ($0.outputTokens ?? 0) > 1 }
        let tpots = several.compactMap(\.tpot)
        if tpots.count == several.count, hasOutput { spread(.tpot, tpots) }
        let chunks = completed.map(\.contentChunks)
        if chunks.allSatisfy({ !$0.isEmpty }), let gaps = GapSummary(of: chunks, percents: percentiles) {
            /// The number of samples that is told is that of requests: the gaps within one are not independent.
            let requests = chunks.count { $0.count > 1 }
            func put(_ statistic: Statistic, _ value: Double) {
                values[MetricID(.itl, statistic)] = MetricValue(value, samples: requests)
            }
            put(.mean, gaps.mean)
            put(.standardDeviation, gaps.standardDeviation)
            put(.minimum, gaps.minimum)
            put(.maximum, gaps.maximum)
            for (percent, value) in gaps.percentiles { put(.percentile(percent), value) }
        }
        return values.filter { !absent.contains($0.key.family) }
    }
}
