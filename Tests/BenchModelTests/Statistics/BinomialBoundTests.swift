import BenchModel
import Foundation
import Testing

struct BinomialBoundTests {
    private struct Values: Decodable {
        struct Case: Decodable {
            let k, n: Int
            let level, upper: Double
        }
        let cases: [Case]
    }

    @Test func `the bound matches SciPy's beta quantile`() throws {
        for expected in try StatisticsFixture.load("binomial-bound", as: Values.self).cases {
            let bound = BinomialBound.upper(events: expected.k, trials: expected.n, confidence: expected.level)
            #expect(isClose(bound, expected.upper), "\(expected): \(bound)")
        }
    }

    @Test func `of what was never seen it has a closed form`() {
        let bound = BinomialBound.upper(events: 0, trials: 300, confidence: 0.95)
        #expect(isClose(bound, 1 - pow(0.05, 1.0 / 300)))
    }
}
