import Testing

@testable import BenchModel

/// Figures of one report that cannot all be true make a verdict that rests on them invalid.
struct ReportConsistencyTests {
    private static func report(_ change: (inout [String: MetricValue]) -> Void = { _ in }) -> RunAccount {
        var values: [String: MetricValue] = [
            "requests.completed": 500, "requests.failed": 0, "tokens.input": 50000, "tokens.output": 50000,
            "duration": 50, "throughput.requests": 10, "throughput.output_tokens": 1000,
            "throughput.total_tokens": 2000, "ttft.mean": 0.05, "ttft.p50": 0.0502, "ttft.std": 0.001,
            "ttft.p99": 0.055, "tpot.mean": 0.01, "tpot.p50": 0.01001, "tpot.std": 0.0001, "tpot.p99": 0.011,
            "e2el.mean": 1.04, "e2el.p50": 1.041, "e2el.p99": 1.1, "e2el.max": 1.2,
        ]
        change(&values)
        var account = Accounts.make("a", reported: values)
        account.work[.concurrency] = .number(11)
        return account
    }

    private static func contradictions(_ account: RunAccount) -> [String] {
        ReportConsistency(account).contradictions.map(\.text)
    }

    @Test func aWholeReportHasNone() { #expect(Self.contradictions(Self.report()).isEmpty) }

    @Test(
        arguments: ["throughput.requests", "throughput.output_tokens", "throughput.total_tokens"],
        [0.1, 0.9, 1.1, 10]
    )
    func ratesComeFromCountsAndDuration(rate: String, factor: Double) {
        let account = Self.report { $0[rate] = $0[rate].map { MetricValue($0.value * factor) } }
        #expect(Self.contradictions(account).count == 1)
    }

    @Test(arguments: [
        ("ttft.mean", 51.0), ("ttft.p50", 0.056), ("ttft.mean", 0.06), ("e2el.mean", 1.3), ("e2el.mean", 0.06),
        ("e2el.mean", 0.04), ("e2el.p50", 1.21), ("tpot.mean", 51), ("e2el.mean", 1.19),
    ])
    func timesFitIntoOneAnother(metric: String, value: Double) {
        #expect(!Self.contradictions(Self.report { $0[metric] = MetricValue(value) }).isEmpty)
    }

    @Test func slotsBoundWhatIsUnderWay() {
        var account = Self.report()
        account.work[.concurrency] = .number(8)
        #expect(Self.contradictions(account).count == 1)
    }

    @Test func aContradictionThatDecidesIsInvalid() {
        let account = Self.report { $0["throughput.requests"] = 100 }
        var other = account
        other.tool = ToolID("b")
        let judgement = Judge.with().judge([[account, other]], expectedRequests: nil)
        #expect(judgement.verdict == .invalid)
        #expect(judgement.finding("report-not-reproduced") != nil)
    }

    @Test func countsAndDurationNarrowAPrintedRate() {
        let values: [MetricID: MetricValue] = [
            MetricID(.requestsCompleted): 500, MetricID(.duration): MetricValue(8333.33, resolution: 0.005),
            MetricID(.requestThroughput): MetricValue(0.06, resolution: 0.005),
        ]
        let rate = RecomputedRates.refined(values)[MetricID(.requestThroughput)]
        #expect(rate.map { abs($0.value - 0.06) < 1e-6 && $0.resolution < 1e-6 } == true)
    }

    @Test func aRateThatItsSourcesDoNotGiveStays() {
        let printed = MetricValue(0.5, resolution: 0.005)
        let values: [MetricID: MetricValue] = [
            MetricID(.requestsCompleted): 500, MetricID(.duration): 8333, MetricID(.requestThroughput): printed,
        ]
        #expect(RecomputedRates.refined(values)[MetricID(.requestThroughput)] == printed)
    }
}
