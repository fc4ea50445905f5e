import BenchModel
import Foundation
import Testing

struct ResampledRatioTests {
    private func ratio(_ reference: [Double], _ tool: [Double]) -> ResampledRatio {
        ResampledRatio(
            reference: ResampledQuantile(requests: 40, values: reference),
            tool: ResampledQuantile(requests: 30, values: tool)
        )
    }

    @Test func `pairs are taken as they were drawn, and the interval by percentiles`() {
        let result = ratio(Array(repeating: 2, count: 101), (0...100).reversed().map { 2 * exp(Double($0) / 1000) })
        #expect(result.requests == 30)
        let interval = result.interval(alpha: 0.05)
        #expect(abs(interval.low - 0.005) < 1e-12 && abs(interval.high - 0.095) < 1e-12)
    }

    @Test func `a stricter level never has a narrower interval`() {
        let result = ratio([1, 1.1, 0.9, 1.05], [1, 0.98, 1.2, 1.1])
        let (wide, narrow) = (result.interval(alpha: 0.01), result.interval(alpha: 0.3))
        #expect(wide.low <= narrow.low && wide.high >= narrow.high)
    }

    @Test func `a gap of zero is an infinite ratio, on both sides none`() {
        let interval = ratio([0, 0, 1], [0, 1, 0]).interval(alpha: 0.05)
        #expect(interval.low == -.infinity && interval.high == .infinity)
        #expect(ratio([0, 0], [0, 0]).interval(alpha: 0.05) == EquivalenceInterval(low: 0, high: 0))
    }
}
