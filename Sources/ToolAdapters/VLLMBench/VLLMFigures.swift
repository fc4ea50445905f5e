import BenchModel

/// The figures of one report as they are read, and whether together they make a whole report.
struct VLLMFigures {
    private(set) var values: [MetricID: MetricValue] = [:]
    /// By latency family, the statistics that are there under the tool's own names: `mean`, `median`, `p50`.
    private var statistics: [MetricFamily: Set<String>] = [:]

    /// Keeps the first of two names of one metric (`Median` and `P50`).
    mutating func put(_ value: MetricValue, for metric: MetricID, statistic: String) {
        if metric.family.isDistribution { statistics[metric.family, default: []].insert(statistic.lowercased()) }
        if values[metric] == nil { values[metric] = value }
    }

    /// A latency that has a heading, whether or not figures follow.
    mutating func expect(_ family: MetricFamily) { statistics[family, default: []].formUnion([]) }

    subscript(family: MetricFamily) -> Double? { values[MetricID(family)]?.value }

    /// What a whole report would have and this one lacks, as a noun phrase. Nil for a whole report.
    /// - Parameter required: Statistics that each latency has besides percentiles.
    func gap(required: Set<String>) -> String? {
        for family: MetricFamily in [.requestsCompleted, .duration, .inputTokens, .requestThroughput]
        where self[family] == nil {
            return "no figure for \(family.rawValue)"
        }
        let tokens: [MetricFamily] = [.outputTokens, .outputThroughput, .totalThroughput]
        let missing = tokens.filter { self[$0] == nil }
        // Without a tokenizer the tool leaves out all of these, and the latencies of tokens too.
        if missing.count == tokens.count { return nil }
        if let family = missing.first { return "no figure for \(family.rawValue)" }
        guard !statistics.isEmpty else { return "no latency" }
        let all = statistics.values.reduce(into: required) { $0.formUnion($1) }
        guard all.contains(where: { $0.hasPrefix("p") }) else { return "no percentile" }
        for (family, names) in statistics.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            if let name = all.subtracting(names).min() { return "no \(name) for \(family.rawValue)" }
        }
        return nil
    }

    /// Takes out the zeros that stand for "no data" and says so in one sentence each.
    mutating func removePlaceholders() -> [String] {
        let completed = self[.requestsCompleted] ?? 0
        var warnings: [String] = []
        if completed == 0 {
            remove { $0.isDistribution }
            warnings.append("No request completed: the zeros that vllm reports as latencies are left out.")
        } else if let tokens = self[.outputTokens], tokens <= completed,
            values[MetricID(.tpot, .mean)]?.value == 0
        {
            remove { $0 == .tpot }
            warnings.append("No request has a second output token: the zeros that vllm reports as TPOT are left out.")
        }
        for (metric, value) in values where !value.value.isFinite {
            values[metric] = nil
            warnings.append("\(value.sourceName ?? metric.description) is no number and is left out.")
        }
        return warnings.sorted()
    }

    private mutating func remove(_ isOut: (MetricFamily) -> Bool) {
        values = values.filter { !isOut($0.key.family) }
    }

    mutating func setSamples() {
        guard let completed = self[.requestsCompleted].flatMap({ Int(exactly: $0) }) else { return }
        for metric in values.keys { values[metric]?.samples = completed }
    }

    /// Failed requests from the number that was to be sent, for versions that do not say.
    mutating func deriveFailures(of sent: Int) {
        let metric = MetricID(.requestsFailed)
        guard values[metric] == nil, let completed = values[MetricID(.requestsCompleted)],
            Double(sent) >= completed.value
        else { return }
        values[metric] = MetricValue(
            Double(sent) - completed.value,
            sourceName: "num_prompts - completed",
            sourceText: "\(sent) - \(completed.sourceText ?? "")"
        )
    }
}
