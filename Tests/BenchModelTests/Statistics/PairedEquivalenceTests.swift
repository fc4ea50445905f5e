import BenchModel
import Testing

struct PairedEquivalenceTests {
    private struct Values: Decodable {
        struct Case: Decodable {
            let values: [Double]
            let alpha, mean, sd, low, high: Double
        }
        let cases: [Case]
    }

    @Test func `mean, deviation and interval match SciPy`() throws {
        for expected in try StatisticsFixture.load("paired-equivalence", as: Values.self).cases {
            let test = PairedEquivalence(expected.values, alpha: expected.alpha)
            let tolerance = 1e-12
            #expect(abs(test.mean - expected.mean) < tolerance)
            #expect(abs(test.standardDeviation - expected.sd) < tolerance)
            #expect(abs(test.interval.low - expected.low) < 1e-9 * max(1, abs(expected.low)), "\(expected)")
            #expect(abs(test.interval.high - expected.high) < 1e-9 * max(1, abs(expected.high)), "\(expected)")
        }
    }

    @Test func `rounds that do not vary give a point`() {
        let test = PairedEquivalence([0.01, 0.01, 0.01], alpha: 0.05)
        #expect(test.interval.high - test.interval.low < 1e-15)
        #expect(test.decision(margin: 0.02) == .agree)
        #expect(test.decision(margin: 0.005) == .disagree)
    }

    @Test func `a small mean with a wide spread is not called equal`() {
        #expect(PairedEquivalence([0.2, -0.2, 0.1, -0.1], alpha: 0.05).decision(margin: 0.0296) == .inconclusive)
    }

    @Test func `a stricter level can only take decisions away`() {
        let ratios = [0.012, 0.02, 0.016, 0.018]
        #expect(PairedEquivalence(ratios, alpha: 0.05).decision(margin: 0.0212) == .agree)
        #expect(PairedEquivalence(ratios, alpha: 0.01).decision(margin: 0.0212) == .inconclusive)
    }

    @Test(arguments: [
        (-0.01, 0.01, Verdict.agree), (0.03, 0.04, .disagree), (-0.05, -0.03, .disagree), (0.01, 0.03, .inconclusive),
        (-0.03, 0.03, .inconclusive), (-0.02, 0.02, .agree), (-.infinity, .infinity, .inconclusive),
    ])
    func `an interval decides against a margin of 0.02`(low: Double, high: Double, verdict: Verdict) {
        #expect(EquivalenceInterval(low: low, high: high).decision(margin: 0.02) == verdict)
    }
}
