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

    private func resampled(seed: Int = 1) -> [MetricID: SamplingError] {
        CanonicalMetrics.resampled(from: Self.records, seed: seed)
    }

    @Test func `whatever is measured is resampled, but extremes`() {
        let measured = Self.values.keys.filter {
            !$0.family.isCount && $0.statistic != .minimum && $0.statistic != .maximum
        }
        #expect(Set(resampled().keys) == Set(measured))
        for (metric, error) in resampled() {
            #expect(error.requests == 40 && error.source == .requests)
            #expect(error.below.isFinite && error.above.isFinite, "\(metric)")
        }
    }

    /// The standard error of a mean is σ/√n: with blocks of one request, those of the resamples are that.
    @Test func `a mean's error is that of independent requests where they are sent one by one`() throws {
        let ttfts = Self.records.compactMap { $0.succeeded ? $0.ttft : nil }
        let mean = ttfts.reduce(0, +) / 40
        let variance = ttfts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 39
        let half = 1.6449 * (variance / 40).squareRoot() / mean
        let error = try #require(resampled()[MetricID(.ttft, .mean)])
        #expect(abs(error.above / half - 1) < 0.25)
        #expect(abs(error.below / half - 1) < 0.25)
    }

    @Test func `the same seed gives the same, another seed another draw`() {
        #expect(resampled() == resampled())
        #expect(resampled()[MetricID(.ttft, .median)] != resampled(seed: 2)[MetricID(.ttft, .median)])
    }
}
