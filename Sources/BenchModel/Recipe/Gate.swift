/// Which comparisons decide the overall verdict.
package struct Gate: Sendable, Equatable {
    package enum View: String, Sendable, CaseIterable {
        /// Canonical where both tools have it, else reported.
        case best
        /// A metric that one of the tools has not in it is not judged.
        case canonical
        case reported
        /// What passed over the wire, which a tap has to see.
        case wire
    }

    /// Metric ids or families. A family stands for its mean, p50 and p99.
    package var metrics: [String] = Gate.defaultMetrics
    package var view: View = .canonical

    package static let defaultMetrics = [
        "requests.completed", "requests.failed", "tokens.output", "throughput.requests", "throughput.output_tokens",
        "ttft", "tpot", "itl", "e2el",
    ]

    package init() {}

    /// Whether the metric is one of those that decide.
    package func contains(_ metric: MetricID) -> Bool {
        if metrics.contains(metric.description) { return true }
        guard metrics.contains(metric.family.rawValue) else { return false }
        switch metric.statistic {
        case nil, .mean, .percentile(50), .percentile(99): return true
        default: return false
        }
    }
}
