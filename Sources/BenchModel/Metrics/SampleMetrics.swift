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
    /// How far `duration` and `divisor` may be from the truth, either way, in seconds.
    var openDuration = 0.0
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
        if let duration {
            values[MetricID(.duration)] = MetricValue(duration, resolution: openDuration, samples: samples.count)
        }
        if let divisor {
            func rate(_ family: MetricFamily, _ count: Double) {
                let (least, most) = (count / (divisor + openDuration), count / max(divisor - openDuration, 0))
                values[MetricID(family)] =
                    openDuration > 0
                    ? MetricValue((least + most) / 2, resolution: (most - least) / 2, samples: samples.count)
                    : MetricValue(count / divisor, samples: samples.count)
            }
            rate(.requestThroughput, Double(samples.count))
            if hasOutput { rate(.outputThroughput, output) }
            if hasInput, hasOutput { rate(.totalThroughput, input + output) }
        }
        func spread(_ family: MetricFamily, _ latencies: [Double], open: [Double] = []) {
            guard !latencies.isEmpty else { return }
            let spread = LatencySpread(latencies, open: open, percentile: percentile)
            for statistic in [Statistic.mean, .standardDeviation, .minimum, .maximum]
                + percentiles.map({ .percentile($0) })
            {
                values[MetricID(family, statistic)] = spread.value(statistic)
            }
        }
        let ttfts = samples.compactMap(\.ttft)
        if ttfts.count == samples.count { spread(.ttft, ttfts) }
        let e2els = samples.compactMap(\.e2el)
        if e2els.count == samples.count { spread(.e2el, e2els, open: samples.map(\.openE2EL)) }
        let counted = samples.filter(\.countsForTPOT)
        let tpots = counted.compactMap(\.tpot)
        if tpots.count == counted.count, hasOutput { spread(.tpot, tpots, open: counted.map(\.openTPOT)) }
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
