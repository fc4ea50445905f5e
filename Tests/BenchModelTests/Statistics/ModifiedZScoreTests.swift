import BenchModel
import Testing

struct ModifiedZScoreTests {
    private struct Values: Decodable {
        struct Case: Decodable { let values, scores: [Double] }
        let cases: [Case]
    }

    @Test func `scores match numpy, also where most values are the same`() throws {
        for expected in try StatisticsFixture.load("modified-z", as: Values.self).cases {
            let scores = ModifiedZScore.scores(expected.values)
            #expect(scores.count == expected.scores.count)
            for (score, value) in zip(scores, expected.scores) { #expect(isClose(score, value), "\(expected)") }
        }
    }

    @Test func `an outlier does not hide itself by how far it lies`() {
        for far in [2.0, 10, 1e6] {
            let scores = ModifiedZScore.scores([1, 1.1, 0.9, 1.05, far])
            #expect(scores[4] > ModifiedZScore.threshold)
            #expect(scores.dropLast().allSatisfy { abs($0) <= ModifiedZScore.threshold })
        }
    }
}
