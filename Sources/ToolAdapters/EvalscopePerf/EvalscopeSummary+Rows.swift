import BenchModel

extension EvalscopeSummary {
    /// One metric and the names that it has had, without their units.
    struct Row {
        let metric: MetricID
        let names: [String]
        var isLeftOutWhenZero = true

        /// What a figure in that unit is multiplied by to be in base units. Nil when the unit is not one of the metric's.
        func scale(_ unit: EvalscopeLabel.Unit?) -> Double? {
            switch (metric.unit, unit) {
            case (.seconds, .seconds), (.requestsPerSecond, .requestsPerSecond), (.tokensPerSecond, .tokensPerSecond): 1
            case (.seconds, .milliseconds): 1e-3
            default: nil
            }
        }
    }

    static let rows = [
        Row(
            metric: MetricID(.duration),
            names: ["time taken for tests", "test duration"],
            isLeftOutWhenZero: false
        ),
        Row(
            metric: MetricID(.requestThroughput),
            names: ["request throughput", "req throughput"],
            isLeftOutWhenZero: false
        ),
        Row(metric: MetricID(.e2el, .mean), names: ["average latency", "avg latency"], isLeftOutWhenZero: false),
        Row(metric: MetricID(.outputThroughput), names: ["output token throughput", "output throughput"]),
        Row(metric: MetricID(.totalThroughput), names: ["total token throughput", "total throughput"]),
        Row(metric: MetricID(.ttft, .mean), names: ["average time to first token", "avg ttft", "ttft"]),
        Row(metric: MetricID(.tpot, .mean), names: ["average time per output token", "avg tpot", "tpot"]),
        Row(metric: MetricID(.itl, .mean), names: ["average inter-token latency", "avg itl", "itl"]),
    ]

    /// Every name that a summary has had in 1.0.0 to 1.14.1.
    static let known = Set(
        rows.flatMap(\.names) + [
            "total requests", "succeed requests", "success requests", "failed requests",
            "average input tokens per request", "average output tokens per request", "avg input tokens",
            "avg output tokens", "number of concurrency", "concurrency", "request rate", "stream requests",
            "non-stream requests", "stream / non-stream", "input throughput",
            "average decoded tokens per iter (tok/iter)",
            "approx speculative decoding acceptance rate", "avg decoded tok/iter", "decoded tok/iter",
            "spec. accept rate", "kv cache hit rate (%)", "avg steady itl", "steady itl", "avg pd handoff latency",
            "pd handoff latency", "avg pd handoff overhead", "pd handoff overhead", "avg turns/request",
            "avg first-turn ttft", "avg subsequent-turn ttft", "not applicable metrics",
        ]
    )
}
