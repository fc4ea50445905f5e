import BenchModel
import Foundation
import Testing

struct PairedEquivalenceTests {
    private struct Values: Decodable {
        struct Case: Decodable {
            let values: [Double]
            let alpha, mean, sd, low, high, margin, p: Double
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
            let p = test.pValue(margin: expected.margin)
            #expect(isClose(p, expected.p), "\(expected): \(p)")
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

    @Test func `the p-value is at most alpha exactly where the interval lies within the margin`() {
        var generator = SeededGenerator(seed: 5)
        var agreed = 0
        for _ in 0..<400 {
            let ratios = (0..<Int.random(in: 2...6, using: &generator)).map { _ in
                Double.random(in: -0.02...0.03, using: &generator)
            }
            let slack = Bool.random(using: &generator) ? 0 : Double.random(in: 0...0.01, using: &generator)
            let test = PairedEquivalence(ratios, alpha: 0.05, below: slack, above: slack / 2)
            let agrees = test.decision(margin: 0.0296) == .agree
            #expect((test.pValue(margin: 0.0296) <= 0.05) == agrees, "\(ratios), ±\(slack)")
            agreed += agrees ? 1 : 0
        }
        #expect((40...360).contains(agreed), "the draw covers both: \(agreed)")
    }

    @Test func `rounding is taken at its worst: no figures that round to these give a wider interval`() {
        let written = [0.01, 0.01, 0.02, 0.00]
        let (below, above) = (0.004, 0.006)
        let test = PairedEquivalence(written, alpha: 0.05, below: below, above: above)
        var generator = SeededGenerator(seed: 9)
        var (low, high, p) = (Double.infinity, -Double.infinity, 0.0)
        for _ in 0..<4000 {
            // Corners are the worst; the rest is there to show it.
            let values = written.map { value in
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: value - below
                case 1: value + above
                default: value + Double.random(in: -below...above, using: &generator)
                }
            }
            let single = PairedEquivalence(values, alpha: 0.05)
            low = min(low, single.interval.low)
            high = max(high, single.interval.high)
            p = max(p, single.pValue(margin: 0.0296))
        }
        #expect(low >= test.interval.low - 1e-12 && high <= test.interval.high + 1e-12)
        #expect(isClose(low, test.interval.low, relative: 1e-6) && isClose(high, test.interval.high, relative: 1e-6))
        #expect(isClose(p, test.pValue(margin: 0.0296), relative: 1e-6))
    }

    @Test func `rounding that leaves a zero open leaves everything open`() {
        let test = PairedEquivalence([0, 0], alpha: 0.05, below: .infinity, above: 0.1)
        #expect(test.interval == EquivalenceInterval(low: -.infinity, high: .infinity))
        #expect(test.pValue(margin: 1) == 1)
    }

    /// Rounds of a true ratio at the margin fall on either side of it; where figures are so coarse that the margin is the
    /// edge of a step, one in eight sessions has three that round to the same, just within.
    @Test func `rounds that tie because they were rounded do not agree for that alone`() {
        let margin = log(1.03)
        let half = 0.01
        var generator = SeededGenerator(seed: 3)
        var (sound, naive) = (0, 0)
        for _ in 0..<2000 {
            let written = (0..<3).map { _ in Bool.random(using: &generator) ? margin - half : margin + half }
            let test = PairedEquivalence(written, alpha: 0.05, below: half, above: half)
            if test.decision(margin: margin) == .agree { sound += 1 }
            let asWritten = PairedEquivalence(written, alpha: 0.05).interval
            if asWritten.high + half <= margin + 1e-12 { naive += 1 }
        }
        #expect(BinomialBound.upper(events: sound, trials: 2000, confidence: 0.95) <= 0.05)
        #expect(Double(naive) / 2000 > 0.1, "half a step added to the interval as written is not enough: \(naive)")
    }
}
