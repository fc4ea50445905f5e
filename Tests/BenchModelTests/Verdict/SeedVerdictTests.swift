import BenchModel
import Testing

/// The two tables of the comparison that started the project: said there to agree within 3 %.
struct SeedVerdictTests {
    private static func milliseconds(_ value: Double) -> MetricValue { MetricValue(value / 1000, resolution: 0.005e-3) }
    private static func seconds(_ value: Double) -> MetricValue { MetricValue(value, resolution: 0.00005) }
    private static func two(_ value: Double) -> MetricValue { MetricValue(value, resolution: 0.005) }

    private static let vllm = Accounts.make(
        "vllm",
        reported: [
            "requests.completed": 500, "tokens.input": 49932, "tokens.output": 50000, "duration": two(5.10),
            "throughput.requests": two(98.02), "throughput.output_tokens": two(9802.05),
            "throughput.total_tokens": two(19590.78),
            "ttft.mean": milliseconds(33.14), "ttft.p50": milliseconds(23.82), "ttft.p99": milliseconds(97.82),
            "tpot.mean": milliseconds(4.73), "tpot.p50": milliseconds(4.73), "tpot.p99": milliseconds(4.94),
            "itl.mean": milliseconds(4.69), "itl.p50": milliseconds(4.58), "itl.p99": milliseconds(7.57),
        ]
    )

    private static let evalscope = Accounts.make(
        "evalscope",
        reported: [
            "requests.completed": 500, "requests.failed": 0,
            "tokens.input": MetricValue(99.918 * 500, resolution: 0.00005 * 500),
            "tokens.output": MetricValue(100 * 500, resolution: 0.00005 * 500), "duration": seconds(5.7095),
            "throughput.requests": MetricValue(87.575, resolution: 0.00005),
            "throughput.output_tokens": MetricValue(8757.5, resolution: 0.00005),
            "throughput.total_tokens": MetricValue(17507.8, resolution: 0.00005),
            "ttft.mean": seconds(0.0641), "ttft.p50": seconds(0.0645), "ttft.p99": seconds(0.1093),
            "tpot.mean": seconds(0.0049), "tpot.p50": seconds(0.0047), "tpot.p99": seconds(0.0062),
            "itl.mean": seconds(0.0049), "itl.p50": seconds(0.0045), "itl.p99": seconds(0.013),
            "e2el.mean": seconds(0.5539), "e2el.p50": seconds(0.5362), "e2el.p99": seconds(0.6633),
        ]
    )

    private let judgement = Judge.with(reference: "vllm").judge([[vllm, evalscope]], expectedRequests: 500)

    @Test func `the tables do not agree`() {
        #expect(judgement.verdict == .disagree)
        #expect(
            judgement.summary
                == "DISAGREE: evalscope differs from vllm on 3 of 10 gated metrics, most on ttft.mean (+93.4 %)"
        )
    }

    /// What rounding leaves open by hand from the written figures: (value − resolution) / (reference + resolution) and its
    /// mirror. To it comes what other requests could have given, as far as the printed spread tells it.
    @Test(arguments: [
        ("ttft.mean", Verdict.disagree, 1.9342, 64.05 / 33.145, 64.15 / 33.135),
        ("throughput.requests", .disagree, 0.8934, 87.57495 / 98.025, 87.57505 / 98.015),
        ("tpot.mean", .inconclusive, 1.0359, 4.85 / 4.735, 4.95 / 4.725),
        ("tpot.p50", .inconclusive, 0.9937, 4.65 / 4.735, 4.75 / 4.725),
        ("itl.mean", .inconclusive, 1.0448, 4.85 / 4.695, 4.95 / 4.685),
        ("itl.p50", .inconclusive, 0.9825, 4.45 / 4.585, 4.55 / 4.575),
    ])
    func `a metric is decided by what its rounding and its requests leave open`(
        metric: String,
        verdict: Verdict,
        ratio: Double,
        low: Double,
        high: Double
    ) throws {
        let comparison = try #require(judgement.comparison(metric))
        #expect(comparison.verdict == verdict)
        #expect(comparison.gated)
        #expect(abs((try #require(comparison.ratio)) - ratio) < 0.00005)
        #expect(try #require(comparison.ratioLow) < low)
        #expect(try #require(comparison.ratioHigh) > high)
    }

    @Test(arguments: ["ttft.p99", "tpot.p99", "itl.p99"])
    func `a tail decides nothing without its requests`(metric: String) {
        #expect(judgement.comparison(metric)?.gated == false)
        #expect(judgement.finding("sampling-error-unknown")?.metrics.contains { $0.description == metric } == true)
    }

    @Test func `mean TTFT is reported as +93.4 % and throughput as -10.7 %`() throws {
        #expect(FigureText.difference(try #require(judgement.comparison("ttft.mean")?.ratio)) == "+93.4 %")
        #expect(FigureText.difference(try #require(judgement.comparison("throughput.requests")?.ratio)) == "-10.7 %")
    }

    @Test func `counts agree, and input tokens that each tool drew itself are information`() throws {
        for metric in ["requests.completed", "tokens.output"] {
            #expect(judgement.comparison(metric)?.verdict == .agree)
            #expect(judgement.comparison(metric)?.gated == true)
        }
        #expect(judgement.comparison("tokens.input")?.gated == false)
    }

    @Test func `what is left open is named as undecided, with the reason`() throws {
        #expect(judgement.undecided.map(\.description) == ["ttft.p50", "tpot.mean", "tpot.p50", "itl.mean", "itl.p50"])
        #expect(judgement.comparison("tpot.mean")?.reason?.hasPrefix("500 requests leave ") == true)
    }

    @Test func `the runs are comparable: no finding is above a note`() {
        #expect(judgement.findings.allSatisfy { $0.severity == .note }, "\(judgement.findings)")
        #expect(
            judgement.finding("metric-not-comparable")?.metrics.map(\.description) == ["requests.failed", "e2el.mean"]
        )
        #expect(judgement.finding("prompt-length-mismatch") != nil)
    }
}
