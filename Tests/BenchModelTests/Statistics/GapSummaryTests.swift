import BenchModel
import Testing

struct GapSummaryTests {
    private static let percents = [0.0, 25, 50, 90, 99, 99.9, 100]

    private func chunks(_ gaps: [Int64]) -> ChunkInstants {
        var now: Int64 = 1_000
        return ChunkInstants(
            [Instant(nanoseconds: now)]
                + gaps.map { gap in
                    now += gap
                    return Instant(nanoseconds: now)
                }
        )
    }

    @Test(arguments: [Int64(3), 40_000, 5_000_000, 3_000_000_000, 90_000_000_000_000])
    func `it gives what sorting all gaps gives`(largest: Int64) throws {
        var generator = SeededGenerator(seed: Int(largest))
        let gaps = (0..<30).map { answer in
            (0..<Int.random(in: 0...400, using: &generator)).map { _ in
                // Some gaps near one value, as a steady server has them, and some anywhere.
                Bool.random(using: &generator)
                    ? largest / 2 + Int64.random(in: 0...min(largest / 2, 900), using: &generator)
                    : Int64.random(in: 0...largest, using: &generator)
            }
        }
        let summary = try #require(GapSummary(of: gaps.map(chunks), percents: Self.percents))
        let sorted = SampleSummary(gaps.flatMap { $0 }.map { Double($0) / 1e9 })
        #expect(summary.count == sorted.sorted.count)
        #expect(isClose(summary.mean, sorted.mean, relative: 1e-12))
        #expect(isClose(summary.standardDeviation, sorted.standardDeviation, relative: 1e-9))
        #expect(summary.minimum == sorted.sorted.first)
        #expect(summary.maximum == sorted.sorted.last)
        for percent in Self.percents {
            let value = try #require(summary.percentiles[percent])
            #expect(isClose(value, Quantile.linear(sorted.sorted, percent: percent), relative: 1e-12), "p\(percent)")
        }
    }

    @Test func `gaps that go back in time are gaps too`() throws {
        let summary = try #require(GapSummary(of: [chunks([5, -3, 9])], percents: [50]))
        #expect(summary.minimum == -3e-9)
        #expect(summary.percentiles[50] == 5e-9)
    }

    @Test func `without two chunks in one answer there is nothing to tell`() {
        #expect(GapSummary(of: [chunks([]), []], percents: [50]) == nil)
    }
}
