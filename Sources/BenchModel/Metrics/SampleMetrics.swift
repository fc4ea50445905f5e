/// From what each request gives to the metrics of a run: the one way in which sums, means and quantiles are taken,
/// whatever the definition of a latency is.
struct SampleMetrics {
    /// Of completed requests.
    let samples: [RequestSample]
    let failed: Int
    /// Seconds that the run took. Nil when unknown.
    let duration: Double?
    /// What throughput is divided by, in seconds. Nil when unknown.
    let divisor: Double?
    var percentile = ToolFormula.Percentile.linear

    /// - Returns: Only metrics for which there is data: a family that any completed request lacks is left out whole.
    func values(percentiles: [Double]) -> [MetricID: MetricValue] {
        var values: [MetricID: MetricValue] = [:]
        func put(_ family: MetricFamily, _ value: Double) {
            values[MetricID(family)] = MetricValue(value, samples: samples.count)
        }
        put(.requestsCompleted, Double(samples.count))
        put(.requestsFailed, Double(failed))
        let inputs = samples.compactMap(\.inputTokens)
        let outputs = samples.compactMap(\.outputTokens)
        let hasInput = inputs.count == samples.count
        let hasOutput = outputs.count == samples.count
        let input = Double(inputs.saturatedSum)
        let output = Double(outputs.saturatedSum)
        if hasInput { put(.inputTokens, input) }
        if hasOutput { put(.outputTokens, output) }
        if let duration { put(.duration, duration) }
        if let divisor {
            put(.requestThroughput, Double(samples.count) / divisor)
            if hasOutput { put(.outputThroughput, output / divisor) }
            if hasInput, hasOutput { put(.totalThroughput, (input + output) / divisor) }
        }
        func spread(_ family: MetricFamily, _ latencies: [Double]) {
            guard !latencies.isEmpty else { return }
            let summary = SampleSummary(latencies)
            func put(_ statistic: Statistic, _ value: Double) {
                values[MetricID(family, statistic)] = MetricValue(value, samples: latencies.count)
            }
            put(.mean, summary.mean)
            put(.standardDeviation, summary.standardDeviation)
            put(.minimum, summary.sorted[0])
            put(.maximum, summary.sorted[summary.sorted.count - 1])
            for percent in percentiles {
                put(.percentile(percent), Quantile.value(summary.sorted, percent: percent, by: percentile))
            }
        }
        let ttfts = samples.compactMap(\.ttft)
        if ttfts.count == samples.count { spread(.ttft, ttfts) }
        let e2els = samples.compactMap(\.e2el)
        if e2els.count == samples.count { spread(.e2el, e2els) }
        let counted = samples.filter(\.countsForTPOT)
        let tpots = counted.compactMap(\.tpot)
        if tpots.count == counted.count, hasOutput { spread(.tpot, tpots) }
        values.merge(gapMetrics(percentiles: percentiles)) { $1 }
        return values
    }

    private func gapMetrics(percentiles: [Double]) -> [MetricID: MetricValue] {
        let known = samples.compactMap(\.gaps)
        guard known.count == samples.count,
            let gaps = GapSummary(of: known.flatMap { $0 }, percents: percentiles, by: percentile)
        else { return [:] }
        /// The number of samples that is told is that of requests: the gaps within one are not independent.
        let requests = known.count { $0.contains { $0.count > 1 } }
        var values: [MetricID: MetricValue] = [:]
        func put(_ statistic: Statistic, _ value: Double) {
            values[MetricID(.itl, statistic)] = MetricValue(value, samples: requests)
        }
        put(.mean, gaps.mean)
        put(.standardDeviation, gaps.standardDeviation)
        put(.minimum, gaps.minimum)
        put(.maximum, gaps.maximum)
        for (percent, value) in gaps.percentiles { put(.percentile(percent), value) }
        return values
    }
}
