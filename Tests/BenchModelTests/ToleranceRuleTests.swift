import BenchModel
import Testing

struct ToleranceRuleTests {
    private let ttft = MetricID(.ttft, .percentile(99))

    @Test func `a rule without a floor has the common one for latencies, and none for the rest`() {
        var tolerance = Tolerance()
        tolerance.rules = [
            "ttft": .within(share: 0.1, floor: nil), "throughput.requests": .within(share: 0.2, floor: nil),
        ]
        #expect(tolerance.rule(for: ttft) == .within(share: 0.1, floor: 10e-6))
        #expect(tolerance.rule(for: MetricID(.requestThroughput)) == .within(share: 0.2, floor: nil))
    }

    @Test func `an id's rule wins over its family's, and its own floor over the common one`() {
        var tolerance = Tolerance()
        tolerance.rules = ["ttft": .information, "ttft.p99": .within(share: 0.1, floor: 0)]
        #expect(tolerance.rule(for: ttft) == .within(share: 0.1, floor: 0))
        #expect(tolerance.rule(for: MetricID(.ttft, .mean)) == .information)
    }
}
