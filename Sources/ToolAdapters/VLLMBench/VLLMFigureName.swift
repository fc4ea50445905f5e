import BenchModel

/// A name under which vLLM writes one of our metrics, and the factor that brings the figure to the base unit.
/// The unit is taken from the name itself: `Mean TTFT (ms)`, `p99_itl_ms`.
struct VLLMFigureName: Equatable {
    /// A name that is one of ours and whose unit is not known.
    struct UnknownUnit: Error, Equatable { let name: String }

    let metric: MetricID
    let factor: Double

    private static let latencies: [String: MetricFamily] = ["ttft": .ttft, "tpot": .tpot, "itl": .itl, "e2el": .e2el]

    private static let rows: [String: MetricFamily] = [
        "successful requests": .requestsCompleted,
        "failed requests": .requestsFailed,
        "benchmark duration": .duration,
        "total input tokens": .inputTokens,
        "total generated tokens": .outputTokens,
        "request throughput": .requestThroughput,
        "output token throughput": .outputThroughput,
        "total token throughput": .totalThroughput,
    ]

    /// Keys of the result JSON that carry no unit; the documentation of vLLM gives seconds, counts and rates a second.
    static let keys: [String: MetricFamily] = [
        "completed": .requestsCompleted,
        "failed": .requestsFailed,
        "duration": .duration,
        "total_input_tokens": .inputTokens,
        "total_output_tokens": .outputTokens,
        "request_throughput": .requestThroughput,
        "output_throughput": .outputThroughput,
        "total_token_throughput": .totalThroughput,
    ]

    /// Nil for rows of the report that stand for none of our metrics.
    init?(label: some StringProtocol) throws(UnknownUnit) {
        var name = String(label)
        var unit: Substring?
        if name.hasSuffix(")"), let open = name.lastIndex(of: "(") {
            unit = name[name.index(after: open)...].dropLast()
            name = String(name[..<open])
        }
        while name.last == " " { name.removeLast() }
        guard let metric = Self.metric(row: name) else { return nil }
        guard let factor = Self.factor(of: unit, to: metric.unit) else { throw UnknownUnit(name: String(label)) }
        self.metric = metric
        self.factor = factor
    }

    /// Nil for keys of the result JSON that stand for none of our metrics.
    init?(key: String) throws(UnknownUnit) {
        if let family = Self.keys[key] {
            metric = MetricID(family)
            factor = 1
            return
        }
        let parts = key.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 3, let family = Self.latencies[String(parts[1])], let statistic = Self.statistic(parts[0])
        else { return nil }
        metric = MetricID(family, statistic)
        guard let factor = Self.factor(of: parts[2], to: metric.unit) else { throw UnknownUnit(name: key) }
        self.factor = factor
    }

    private static func metric(row name: String) -> MetricID? {
        if let family = rows[name.lowercased()] { return MetricID(family) }
        let words = name.split(separator: " ")
        guard words.count == 2, let family = latencies[words[1].lowercased()],
            let statistic = statistic(words[0].lowercased())
        else { return nil }
        return MetricID(family, statistic)
    }

    private static func statistic(_ name: some StringProtocol) -> Statistic? {
        switch name {
        case "median": .median
        case "p0": .minimum
        case "p100": .maximum
        default: Statistic(name: name)
        }
    }

    private static func factor(of unit: Substring?, to base: MetricUnit) -> Double? {
        switch (base, unit) {
        case (.seconds, "s"): 1
        case (.seconds, "ms"): 1e-3
        case (.seconds, "us"), (.seconds, "µs"): 1e-6
        case (.requests, nil), (.tokens, nil): 1
        case (.requestsPerSecond, "req/s"): 1
        case (.tokensPerSecond, "tok/s"): 1
        default: nil
        }
    }
}
