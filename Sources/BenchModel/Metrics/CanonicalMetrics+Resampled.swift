extension CanonicalMetrics {
    /// Resamples of a run's requests. So many that its 5 % tails stand on twenty of them.
    package static let resamples = 400
    /// Of long runs there are fewer resamples, down to a quarter, so that in all not many more samples are walked.
    private static let mostSteps = 200_000_000

    /// What the percentiles among these metrics could be with other requests of the same kind, by resampling the requests.
    /// - Parameters:
    ///   - metrics: What is no percentile, or has no samples, is left out.
    ///   - records: Of one run; failed requests enter none.
    ///   - seed: Decides what is drawn. Two runs that are compared need different ones.
    package static func resampled(
        _ metrics: some Sequence<MetricID>,
        from records: [RequestRecord],
        seed: Int
    ) -> [MetricID: ResampledQuantile] {
        var percents: [MetricFamily: [Double]] = [:]
        for metric in metrics {
            if case .percentile(let percent) = metric.statistic { percents[metric.family, default: []].append(percent) }
        }
        let samples = records.filter(\.succeeded).map { RequestSample($0) }
        var resampled: [MetricID: ResampledQuantile] = [:]
        for (place, family) in MetricFamily.allCases.enumerated() {
            guard let wanted = percents[family]?.sorted(),
                let bootstrap = ClusterBootstrap(samples.lazy.map { $0.values(of: family) })
            else { continue }
            var generator = SeededGenerator(seed: seed &+ place)
            let count = min(resamples, max(resamples / 4, mostSteps / bootstrap.count))
            let values = bootstrap.quantiles(wanted, resamples: count, using: &generator)
            for (percent, values) in zip(wanted, values) {
                resampled[MetricID(family, .percentile(percent))] = ResampledQuantile(
                    requests: bootstrap.clusters,
                    values: values
                )
            }
        }
        return resampled
    }
}

extension RequestSample {
    /// What the request gives to a family that is a distribution, in seconds: one latency, or all of its gaps.
    fileprivate func values(of family: MetricFamily) -> [Double] {
        switch family {
        case .ttft: return [ttft].compactMap { $0 }
        case .e2el: return [e2el].compactMap { $0 }
        case .tpot: return countsForTPOT ? [tpot].compactMap { $0 } : []
        case .itl:
            var values: [Double] = []
            for answer in gaps ?? [] { answer.forEachGap { values.append(Double($0) / 1e9) } }
            return values
        default: return []
        }
    }
}
