import BenchModel

/// Runs for the judge: a request takes as long as its parts, and `scale` times as long.
enum JudgedRuns {
    static func run(_ tool: String, _ scale: Double = 1, samples: Int? = 500) -> RunAccount {
        var values: [String: MetricValue] = [
            "requests.completed": 500, "requests.failed": 0, "tokens.input": 50000, "tokens.output": 50000,
            "throughput.requests": MetricValue(98 / scale), "throughput.output_tokens": MetricValue(9800 / scale),
        ]
        for family in ["ttft", "tpot", "itl", "e2el"] {
            for (index, statistic) in ["mean", "p50", "p90", "p99", "std"].enumerated() {
                // A request takes as long as its 100 tokens.
                let level = family == "e2el" ? 2.4 : 0.02
                values["\(family).\(statistic)"] = MetricValue(scale * level * Double(index + 1), samples: samples)
            }
        }
        return Accounts.make(tool, reported: values, canonical: values)
    }

    static func rounds(_ scales: [Double]) -> [[RunAccount]] { scales.map { [run("a"), run("b", $0)] } }
}
