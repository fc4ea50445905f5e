/// The statistics of one latency over requests, each of which may be known only within bounds of its own.
struct LatencySpread {
    private let summary: SampleSummary
    /// The least and the most that each may be, ascending. Nil when all are known exactly.
    private let bounds: (low: [Double], high: [Double])?
    private let open: [Double]
    private let percentile: ToolFormula.Percentile

    /// - Parameters:
    ///   - latencies: Not empty.
    ///   - open: How far each may be from the truth, either way, in the same order. Empty: all are exact.
    init(_ latencies: [Double], open: [Double], percentile: ToolFormula.Percentile) {
        summary = SampleSummary(latencies)
        self.open = open
        self.percentile = percentile
        bounds =
            open.contains { $0 > 0 }
            ? (zip(latencies, open).map { $0 - $1 }.sorted(), zip(latencies, open).map { $0 + $1 }.sorted()) : nil
    }

    /// The middle of what the statistic may be; its resolution reaches to either bound.
    func value(_ statistic: Statistic) -> MetricValue {
        let count = summary.sorted.count
        guard let bounds else { return MetricValue(value(statistic, of: summary.sorted), samples: count) }
        switch statistic {
        case .mean:
            return MetricValue(summary.mean, resolution: open.reduce(0, +) / Double(count), samples: count)
        case .standardDeviation:
            // A standard deviation is a seminorm: it changes by no more than the root mean square of the changes.
            let most = (open.reduce(0) { $0 + $1 * $1 } / Double(count)).squareRoot()
            return MetricValue(summary.standardDeviation, resolution: most, samples: count)
        // Order statistics do not fall when a sample rises.
        case .minimum, .maximum, .percentile:
            let (low, high) = (value(statistic, of: bounds.low), value(statistic, of: bounds.high))
            return MetricValue((low + high) / 2, resolution: (high - low) / 2, samples: count)
        }
    }

    private func value(_ statistic: Statistic, of sorted: [Double]) -> Double {
        switch statistic {
        case .mean: summary.mean
        case .standardDeviation: summary.standardDeviation
        case .minimum: sorted[0]
        case .maximum: sorted[sorted.count - 1]
        case .percentile(let percent): Quantile.value(sorted, percent: percent, by: percentile)
        }
    }
}
