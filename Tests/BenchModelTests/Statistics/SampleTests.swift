import BenchModel
import Testing

struct SampleTests {
    private struct Values: Decodable {
        struct Case: Decodable {
            let values: [Double]
            let mean, std: Double
            let linear, nearest_rank: [String: Double]
        }
        let cases: [Case]
    }

    @Test func `mean, deviation and both kinds of quantile match numpy`() throws {
        for expected in try StatisticsFixture.load("samples", as: Values.self).cases {
            let summary = SampleSummary(expected.values)
            #expect(abs(summary.mean - expected.mean) < 1e-13)
            #expect(abs(summary.standardDeviation - expected.std) < 1e-13)
            for (name, value) in expected.linear {
                let percent = try #require(Double(name))
                let result = Quantile.linear(summary.sorted, percent: percent)
                #expect(abs(result - value) < 1e-13, "\(percent) % of \(expected.values)")
            }
            for (name, value) in expected.nearest_rank {
                let percent = try #require(Double(name))
                #expect(Quantile.nearestRank(summary.sorted, percent: percent) == value, "\(percent) %")
            }
        }
    }

    @Test func `a summary sorts what it is given`() {
        #expect(SampleSummary([3, 1, 2]).sorted == [1, 2, 3])
    }
}
