import BenchModel
import Testing

struct TokenCountTests {
    @Test func `sums end at the largest and the smallest number`() {
        #expect([Int.max, 1].saturatedSum == .max)
        #expect([Int.max, Int.max].saturatedSum == .max)
        #expect([Int.min, -1].saturatedSum == .min)
        #expect([Int]().saturatedSum == 0)
        #expect([1, -3, 5].saturatedSum == 3)
    }

    @Test func `a count is a number from zero to the limit`() {
        for count in [0, 1, TokenCount.limit] { #expect(TokenCount.isPossible(count)) }
        for count in [-1, .min, TokenCount.limit + 1, .max] { #expect(!TokenCount.isPossible(count)) }
    }

    @Test func `metrics of records with counts of any size are numbers`() {
        for count in [0, 1, TokenCount.limit, Int.max, .min] {
            let records = (0..<3).map { index in
                var record = RequestRecord(index: index, sent: Instant(seconds: Double(index)))
                record.contentChunks = [record.sent + 0.1, record.sent + 0.2]
                record.lastChoice = record.contentChunks.last
                record.inputTokens = count
                record.outputTokens = count
                return record
            }
            let metrics = CanonicalMetrics.compute(from: records)
            #expect(metrics[MetricID(.outputTokens)]?.value.isFinite == true)
            #expect(metrics[MetricID(.totalThroughput)]?.value.isFinite == true)
        }
    }

    @Test func `instants that are ends of the scale apart have a distance`() {
        #expect(Instant(nanoseconds: .max) - Instant(nanoseconds: .min) > 1.8e10)
        #expect(Instant(nanoseconds: .min) - Instant(nanoseconds: .max) < -1.8e10)
        #expect(Instant(nanoseconds: 3_000_000_000) - Instant(nanoseconds: 1_000_000_000) == 2)
    }
}
