/// What is measured, before any statistic is taken of it. The raw value is the first part of a metric id.
package enum MetricFamily: String, Sendable, Codable, CaseIterable {
    case requestsCompleted = "requests.completed"
    case requestsFailed = "requests.failed"
    case inputTokens = "tokens.input"
    case outputTokens = "tokens.output"
    case duration
    case requestThroughput = "throughput.requests"
    case outputThroughput = "throughput.output_tokens"
    case totalThroughput = "throughput.total_tokens"
    case ttft
    case tpot
    case itl
    case e2el

    /// Whether the family is a distribution over requests (or gaps), so that its metrics need a statistic.
    package var isDistribution: Bool {
        switch self {
        case .ttft, .tpot, .itl, .e2el: true
        default: false
        }
    }

    /// Whether the family is a whole number that must match exactly.
    package var isCount: Bool {
        switch self {
        case .requestsCompleted, .requestsFailed, .inputTokens, .outputTokens: true
        default: false
        }
    }
}
