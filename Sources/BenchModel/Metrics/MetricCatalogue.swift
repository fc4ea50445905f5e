/// The one list of metrics. Parsers, verdicts, reports and `concord metrics` read it.
package enum MetricCatalogue {
    package static let all: [Metric] = [
        Metric(
            family: .requestsCompleted,
            title: "Completed requests",
            unit: .requests,
            better: .higher,
            definition: "Requests whose whole answer arrived without an error.",
            source: "Concord"
        ),
        Metric(
            family: .requestsFailed,
            title: "Failed requests",
            unit: .requests,
            better: .lower,
            definition: "Requests that ended in an error of any kind, cut streams and in-band errors included.",
            source: "Concord"
        ),
        Metric(
            family: .inputTokens,
            title: "Input tokens",
            unit: .tokens,
            better: .neither,
            definition: "Sum of the server's usage.prompt_tokens over completed requests.",
            source: "OpenAI API reference, CompletionUsage"
        ),
        Metric(
            family: .outputTokens,
            title: "Output tokens",
            unit: .tokens,
            better: .neither,
            definition: "Sum of the server's usage.completion_tokens over completed requests.",
            source: "OpenAI API reference, CompletionUsage"
        ),
        Metric(
            family: .duration,
            title: "Duration",
            unit: .seconds,
            better: .lower,
            definition: "From the first request sent to the last end, over counted requests.",
            source: "Concord"
        ),
        Metric(
            family: .requestThroughput,
            title: "Request throughput",
            unit: .requestsPerSecond,
            better: .higher,
            definition: "Completed requests divided by the duration.",
            source: "Concord"
        ),
        Metric(
            family: .outputThroughput,
            title: "Output throughput",
            unit: .tokensPerSecond,
            better: .higher,
            definition: "Output tokens divided by the duration.",
            source: "Concord"
        ),
        Metric(
            family: .totalThroughput,
            title: "Total throughput",
            unit: .tokensPerSecond,
            better: .higher,
            definition: "Input and output tokens divided by the duration.",
            source: "Concord"
        ),
        Metric(
            family: .ttft,
            title: "TTFT",
            unit: .seconds,
            better: .lower,
            definition: "First output-carrying chunk minus sent; the empty role chunk does not count.",
            source: "vLLM documentation, benchmark metrics"
        ),
        Metric(
            family: .tpot,
            title: "TPOT",
            unit: .seconds,
            better: .lower,
            definition: "(E2EL - TTFT) / (output tokens - 1), over requests with more than one output token.",
            source: "vLLM documentation, benchmark metrics"
        ),
        Metric(
            family: .itl,
            title: "ITL",
            unit: .seconds,
            better: .lower,
            definition: "Gaps between consecutive output-carrying chunks, pooled over requests.",
            source: "vLLM documentation, benchmark metrics"
        ),
        Metric(
            family: .e2el,
            title: "E2EL",
            unit: .seconds,
            better: .lower,
            definition: "Last chunk that has choices minus sent.",
            source: "vLLM documentation, benchmark metrics"
        ),
    ]

    package static func entry(for family: MetricFamily) -> Metric {
        guard let metric = all.first(where: { $0.family == family }) else {
            preconditionFailure("the catalogue lists every family")
        }
        return metric
    }
}

extension MetricID {
    package var unit: MetricUnit { MetricCatalogue.entry(for: family).unit }
}
