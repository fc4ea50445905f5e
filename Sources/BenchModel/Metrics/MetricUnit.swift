/// The base unit in which a metric's values are held, compared and serialised.
package enum MetricUnit: String, Sendable, Codable, CaseIterable {
    case seconds = "s"
    case requests = "requests"
    case tokens = "tokens"
    case requestsPerSecond = "1/s"
    case tokensPerSecond = "tokens/s"
}
