import BenchModel
import Testing

@testable import Traffic

struct LagCountsTests {
    @Test func `a percentile is at most a bucket's width above the exact one`() throws {
        var random = SeededGenerator(seed: 3)
        for largest in [Int64(20), 5_000, 80_000_000, 9_000_000_000] {
            var counts = LagCounts()
            let lags = (0..<5000).map { _ in Int64.random(in: 0...largest, using: &random) }
            for lag in lags { counts.add(nanoseconds: lag) }
            let sorted = lags.sorted().map { Double($0) * 1e-9 }
            for percent in [50.0, 99, 100] {
                let exact = Quantile.nearestRank(sorted, percent: percent)
                let value = try #require(counts.percentile(percent))
                #expect(value >= exact && value <= exact * (1 + 1.0 / 31) + 1e-9, "p\(percent) \(value) \(exact)")
            }
            #expect(counts.maximum == sorted.last)
        }
    }

    @Test func `nothing counted is nothing told`() {
        #expect(LagCounts().percentile(99) == nil)
        #expect(LagCounts().maximum == nil)
    }

    @Test func `a clock that went back counts as no lag`() {
        var counts = LagCounts()
        counts.add(nanoseconds: -5)
        #expect(counts.maximum == 0)
    }
}
