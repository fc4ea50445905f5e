import BenchModel
import Testing

struct QuantileIntervalTests {
    private struct Values: Decodable {
        struct Case: Decodable {
            let n: Int
            let percent, level: Double
            let lower, upper: Int?
            let coverage: Double?
        }
        let cases: [Case]
    }

    @Test func `ranks and coverage match SciPy's binomial distribution`() throws {
        for expected in try StatisticsFixture.load("quantile-interval", as: Values.self).cases {
            let interval = QuantileInterval(
                count: expected.n,
                percent: expected.percent,
                confidence: expected.level
            )
            #expect(interval?.lowerRank == expected.lower && interval?.upperRank == expected.upper, "\(expected)")
            guard let coverage = expected.coverage else { continue }
            #expect(isClose(try #require(interval?.coverage), coverage), "\(expected)")
        }
    }

    @Test func `the interval covers the true quantile as often as it says`() throws {
        let interval = try #require(QuantileInterval(count: 60, percent: 80, confidence: 0.9))
        var generator = SeededGenerator(seed: 2)
        var covered = 0
        for _ in 0..<2000 {
            let sorted = (0..<60).map { _ in Double.random(in: 0..<1, using: &generator) }.sorted()
            if (sorted[interval.lowerRank - 1]...sorted[interval.upperRank - 1]).contains(0.8) { covered += 1 }
        }
        // Three standard errors of 2000 trials are 2 %.
        #expect(abs(Double(covered) / 2000 - interval.coverage) < 0.02)
    }
}
