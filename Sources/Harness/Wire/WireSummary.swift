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
    /// Requests of any kind that the server did not answer, and those that their client gave up. By what is to be said.
    package private(set) var failures: [String: Int] = [:]
    /// Connections over which the server could not be reached, by the number of each.
    private var unreached: [Int: String] = [:]
    private var doubts = AnswerDoubts()

    init(url: String) { self.url = url }

    private enum CodingKeys: String, CodingKey { case url, requests, connections, tap, metrics, failures, notes }

    private struct Value: Encodable {
        let value: Double
        let unit: MetricUnit
    }

    /// - Parameter afterEach: Called when a request is counted.
    mutating func add(_ wire: WireRun, afterEach: () -> Void) {
        requests += wire.exchanges.count
        connections = max(connections, (wire.connections.last?.number ?? -1) + 1)
        tap = wire.usage
        for connection in wire.connections { unreached[connection.number] = connection.failure }
        for exchange in wire.exchanges {
            if exchange.isGeneration {
                records.append(exchange.record)
                doubts.add(exchange.record, body: exchange.body)
            }
            if let failure = WireFailure(exchange), unreached[exchange.connection] == nil {
                failures[failure.sentence(about: ToolID("\(exchange.method) \(exchange.target)")), default: 0] += 1
            } else if exchange.ending == .clientClosed {
                failures[
                    "the client left before the answer to \(exchange.method) \(exchange.target) was whole",
                    default: 0
                ] += 1
            }
            afterEach()
        }
    }

    /// What went wrong, a line each with how often, the most frequent first. Empty when nothing did.
    package var failureLines: [String] {
        allFailures.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) × \($0.key)" }
    }

    /// The same without how often.
    var failureTexts: [String] { allFailures.keys.sorted() }

    private var allFailures: [String: Int] {
        unreached.values.reduce(into: failures) { all, reason in
            all["the server could not be reached: \(ServerMessage(text: reason).text)", default: 0] += 1
        }
    }

    /// What is odd about the answers. Empty when nothing is.
    package var notes: [String] { doubts.sentences }

    /// Under the canonical definitions, at the tap.
    package var metrics: [MetricID: MetricValue] { records.isEmpty ? [:] : CanonicalMetrics.compute(from: records) }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(url, forKey: .url)
        try container.encode(requests, forKey: .requests)
        try container.encode(connections, forKey: .connections)
        try container.encode(tap, forKey: .tap)
        try container.encode(failureLines, forKey: .failures)
        try container.encode(notes, forKey: .notes)
        let values = metrics.map { ($0, Value(value: $1.value, unit: $0.unit)) }
        try container.encode(Dictionary(uniqueKeysWithValues: values), forKey: .metrics)
    }
}
