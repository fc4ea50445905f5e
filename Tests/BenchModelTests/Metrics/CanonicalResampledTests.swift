import BenchModel
import Testing

struct CanonicalResampledTests {
    /// Forty requests of five chunks whose gaps and TTFT grow with the request, and one that failed.
    private static let records: [RequestRecord] =
        (0..<41).map { index in
            var record = RequestRecord(index: index, sent: Instant(seconds: Double(index)))
            let size = 1 + Double(index) / 40
            record.contentChunks = ChunkInstants((0..<5).map { record.sent + size * (0.1 + 0.01 * Double($0)) })
            record.lastChoice = record.contentChunks.last
            (record.inputTokens, record.outputTokens) = (10, 5)
            if index == 40 { record.failure = RequestFailure(.truncated, "it was cut") }
            return record
        }

    private static let values = CanonicalMetrics.compute(from: records)

    private func resampled(seed: Int = 1) -> [MetricID: ResampledQuantile] {
        CanonicalMetrics.resampled(Self.values.keys, from: Self.records, seed: seed)
    }

    @Test func `every percentile is resampled and nothing else`() {
        let percentiles = Self.values.keys.filter {
            if case .percentile = $0.statistic { true } else { false }
        }
        #expect(percentiles.count == 24)
        #expect(Set(resampled().keys) == Set(percentiles))
        for quantile in resampled().values {
            #expect(quantile.requests == 40 && quantile.values.count == CanonicalMetrics.resamples)
        }
    }

    @Test func `resamples lie around the percentile of the run`() throws {
        for (metric, quantile) in resampled() {
            let value = try #require(Self.values[metric]?.value)
            let sorted = quantile.values.sorted()
            #expect(sorted[20] < sorted[380], "\(metric) varies")
            #expect(sorted[4] <= value * (1 + 1e-9) && value <= sorted[395] * (1 + 1e-9), "\(metric)")
            #expect(abs(Quantile.linear(sorted, percent: 50) / value - 1) < 0.1, "\(metric)")
        }
    }

    @Test func `the same seed gives the same, another seed another draw`() {
        #expect(resampled() == resampled())
        #expect(resampled()[MetricID(.ttft, .median)] != resampled(seed: 2)[MetricID(.ttft, .median)])
    }
}
