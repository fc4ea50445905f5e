package import BenchModel

/// What passed at one port of a tap, in figures.
package struct WireSummary: Sendable, Encodable {
    package let url: String
    /// Requests of any kind that ended.
    package private(set) var requests = 0
    package private(set) var connections = 0
    package private(set) var tap = TapUsage()
    /// Of the requests that ask a model for text.
    private var records: [RequestRecord] = []

    init(url: String) { self.url = url }

    private enum CodingKeys: String, CodingKey { case url, requests, connections, tap, metrics }

    private struct Value: Encodable {
        let value: Double
        let unit: MetricUnit
    }

    /// - Parameter afterEach: Called when a request is counted.
    mutating func add(_ wire: WireRun, afterEach: () -> Void) {
        requests += wire.exchanges.count
        connections = max(connections, (wire.connections.last?.number ?? -1) + 1)
        tap = wire.usage
        for exchange in wire.exchanges {
            if exchange.isGeneration { records.append(exchange.record) }
            afterEach()
        }
    }

    /// Under the canonical definitions, at the tap.
    package var metrics: [MetricID: MetricValue] { records.isEmpty ? [:] : CanonicalMetrics.compute(from: records) }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(url, forKey: .url)
        try container.encode(requests, forKey: .requests)
        try container.encode(connections, forKey: .connections)
        try container.encode(tap, forKey: .tap)
        let values = metrics.map { ($0, Value(value: $1.value, unit: $0.unit)) }
        try container.encode(Dictionary(uniqueKeysWithValues: values), forKey: .metrics)
    }
}
