/// Rates by the counts and the duration of the same report: `0.06 req/s` leaves 8 % open, and 500 requests in 8333.33 s do
/// not.
enum RecomputedRates {
    static let sources: [(rate: MetricFamily, counts: [MetricFamily])] = [
        (.requestThroughput, [.requestsCompleted]), (.outputThroughput, [.outputTokens]),
        (.totalThroughput, [.inputTokens, .outputTokens]),
    ]

    /// What counts and duration leave possible. Nil where one of them is missing.
    static func range(
        _ counts: [MetricFamily],
        in values: [MetricID: MetricValue]
    ) -> ClosedRange<Double>? {
        let known = counts.compactMap { values[MetricID($0)] }
        guard known.count == counts.count, let duration = values[MetricID(.duration)],
            duration.value > duration.resolution, duration.resolution.isFinite, duration.value.isFinite
        else { return nil }
        let count = known.reduce(0) { $0 + $1.value }
        let open = known.reduce(0) { $0 + $1.resolution }
        guard count.isFinite, open.isFinite, count > open else { return nil }
        let low = (count - open) / (duration.value + duration.resolution)
        let high = (count + open) / (duration.value - duration.resolution)
        return low...high
    }

    /// The printed rates, narrowed to what both they and their sources allow. One that its sources do not give stays.
    static func refined(_ values: [MetricID: MetricValue]) -> [MetricID: MetricValue] {
        var refined = values
        for (rate, counts) in sources {
            let metric = MetricID(rate)
            guard var printed = values[metric], printed.resolution > 0, printed.resolution.isFinite,
                let range = range(counts, in: values)
            else { continue }
            let low = max(range.lowerBound, printed.value - printed.resolution)
            let high = min(range.upperBound, printed.value + printed.resolution)
            guard low <= high, range.upperBound - range.lowerBound < printed.resolution else { continue }
            printed.value = (low + high) / 2
            printed.resolution = (high - low) / 2
            refined[metric] = printed
        }
        return refined
    }
}
