import BenchModel
import Foundation
import Testing

struct AgreementTestTests {
    private func outcome(
        _ pairs: [(Double, Double)],
        resolution: Double = 0,
        rule: Tolerance.Rule = .within(share: 0.03, floor: nil),
        rounds: Int? = nil,
        sampling: RatioSampling? = nil
    ) -> AgreementTest.Outcome {
        AgreementTest(rule: rule, alpha: 0.05).outcome(
            pairs.map {
                .init(reference: MetricValue($0, resolution: resolution), tool: MetricValue($1, resolution: resolution))
            },
            rounds: rounds ?? pairs.count,
            sampling: sampling
        )
    }

    @Test(arguments: [
        (100.0, 103.0, Verdict.agree), (103, 100, .agree), (100, 103.01, .disagree), (100, 97.05, .disagree),
        (100, 97.1, .agree), (0.0103, 0.01, .agree),
    ])
    func `the margin is 1.03 either way, and belongs to agreement`(reference: Double, tool: Double, verdict: Verdict) {
        #expect(outcome([(reference, tool)]).verdict == verdict)
    }

    @Test(arguments: [
        (20e-6, 29.9e-6, Verdict.agree), (29.9e-6, 20e-6, .agree), (20e-6, 30.1e-6, .disagree),
        (30.1e-6, 20e-6, .disagree),
        (0, 9e-6, .agree), (0, 11e-6, .disagree), (0, 0, .agree),
    ])
    func `a difference of at most the floor agrees whatever its share`(left: Double, right: Double, verdict: Verdict) {
        #expect(outcome([(left, right)], rule: .within(share: 0.03, floor: 10e-6)).verdict == verdict)
    }

    @Test func `several rounds are decided by the interval of their mean log ratio`() throws {
        // ln r = 0.018, 0.02, 0.022 and t(0.95; 2) = 2.919986: 0.02 ± 2.919986 · 0.002 / √3 = 0.02 ± 0.0033717.
        let pairs = [0.018, 0.02, 0.022].map { (2.0, 2 * exp($0)) }
        let result = outcome(pairs)
        #expect(result.verdict == .agree)
        #expect(abs(log(try #require(result.low)) - (0.02 - 0.0033717)) < 1e-6)
        #expect(abs(log(try #require(result.high)) - (0.02 + 0.0033717)) < 1e-6)
        #expect(abs(try #require(result.ratio) - exp(0.02)) < 1e-12)
    }

    @Test func `a mean inside the margin is not enough`() {
        let result = outcome([(1, 1.05), (1, 0.97), (1, 1.01)])
        #expect(result.verdict == .inconclusive)
        #expect(result.reason?.hasPrefix("3 rounds leave ") == true)
    }

    @Test func `rounding widens the interval of several rounds as well`() {
        let steady = [(4.75, 4.85), (4.75, 4.85), (4.75, 4.85)]
        #expect(outcome(steady).verdict == .agree)
        let rounded = outcome(steady, resolution: 0.05)
        #expect(rounded.verdict == .inconclusive)
        #expect(rounded.reason?.hasPrefix("rounding leaves ") == true)
    }

    @Test func `identical rounds are a point, and decide`() {
        #expect(outcome([(3, 3), (3, 3), (3, 3)]).verdict == .agree)
        #expect(outcome([(3, 4), (3, 4)]).verdict == .disagree)
    }

    @Test func `a zero on one side disagrees without a ratio, on both sides agrees`() {
        let one = outcome([(0, 5), (1, 1)])
        #expect(one.verdict == .disagree)
        #expect(one.ratio == nil && one.low == nil && one.high == nil)
        #expect(outcome([(0, 0), (0, 0)]).verdict == .agree)
    }

    @Test func `a zero that rounding made leaves the question open`() {
        let result = outcome([(3e-5, 0)], resolution: 5e-5, rule: .within(share: 0.03, floor: 10e-6))
        #expect(result.verdict == .inconclusive)
        #expect(result.reason != nil)
    }

    @Test func `a rounding as wide as the value has no upper bound`() {
        let result = outcome([(1e-4, 2e-4)], resolution: 1e-4)
        #expect(result.verdict == .inconclusive)
        #expect(result.high == nil)
        #expect(result.reason == "rounding leaves everything above -50.0 % open")
    }

    @Test func `several rounds have the p-value of the test, and every round its ratio`() throws {
        let result = outcome([(2, 2.02), (2, 2), (2, 2.04)])
        #expect(result.ratios == [1.01, 1, 1.02])
        let logRatios = [log(1.01), 0, log(1.02)]
        let expected = PairedEquivalence(logRatios, alpha: 0.05).pValue(margin: log1p(0.03))
        #expect(isClose(try #require(result.pValue), expected))
        #expect((try #require(result.pValue) <= 0.05) == (result.verdict == .agree))
        #expect(outcome([(1, 1)]).pValue == nil && outcome([(1, 1)]).ratios == [1])
        let counts = outcome([(5, 5), (5, 5)], rule: .exact)
        #expect(counts.pValue == nil && counts.ratios == [1, 1])
        let zero = outcome([(0, 5), (1, 1)])
        #expect(zero.pValue == nil && zero.ratios == nil)
    }

    /// Of a tool whose interval of 90 % reaches so far either way, against a reference that is known.
    private func sampling(_ distance: Double) -> RatioSampling {
        func error(_ width: Double) -> SamplingError {
            SamplingError(below: width, above: width, degreesOfFreedom: 1e4, requests: 500, source: .requests)
        }
        return RatioSampling(reference: error(0), tool: error(distance))
    }

    @Test func `one round with requests is decided by what other requests could have given`() throws {
        #expect(outcome([(1, 1)], sampling: sampling(0.02)).verdict == .agree)
        let wide = outcome([(1, 1)], sampling: sampling(0.045))
        #expect(wide.verdict == .inconclusive)
        #expect(abs(log(try #require(wide.high)) - 0.045) < 1e-4)
        #expect(wide.reason == "500 requests leave -4.4 % to +4.6 % open")
        #expect(wide.pValue == nil)
        let far = outcome([(1, 1.2)], sampling: sampling(0.045))
        #expect(far.verdict == .disagree)
        #expect(try #require(far.disagreement) < 1e-6)
        #expect(try #require(outcome([(1, 1.02)], sampling: sampling(0.045)).disagreement) > 0.4)
    }

    @Test func `what rounding leaves open is added to what the requests do`() throws {
        let result = outcome([(1, 1)], resolution: 0.004, sampling: sampling(0.018))
        #expect(abs(try #require(result.high) - exp(0.018) * 1.004 / 0.996) < 1e-4)
        #expect(outcome([(1, 1)], resolution: 0.01, sampling: sampling(0.02)).reason?.hasPrefix("rounding") == true)
    }

    @Test func `requests say nothing where there are rounds`() {
        #expect(outcome([(1, 1), (1, 1)], sampling: sampling(0.5)).verdict == .agree)
    }

    @Test func `one round of several decides nothing`() {
        let result = outcome([(1, 1)], rounds: 3)
        #expect(result.verdict == .inconclusive)
        #expect(result.reason == "only 1 of 3 rounds has it on both sides")
    }

    @Test func `exact means equal in every round, as far as the figures are written`() {
        #expect(outcome([(500, 500), (500, 501)], rule: .exact).verdict == .disagree)
        #expect(outcome([(49959, 99.918 * 500)], rule: .exact).verdict == .agree)
        #expect(outcome([(500, 500.5)], resolution: 0.25, rule: .exact).verdict == .agree)
        #expect(outcome([(500, 500.5)], resolution: 0.2, rule: .exact).verdict == .disagree)
        let zeros = outcome([(0, 0)], rule: .exact)
        #expect(zeros.verdict == .agree && zeros.ratio == nil)
    }

    @Test func `a single round needs ten requests for whatever is no tail`() {
        for statistic in [nil, .mean, .median, .standardDeviation] as [Statistic?] {
            #expect(SampleRequirement.samples(for: statistic, isOneRound: true) == 10)
            #expect(SampleRequirement.samples(for: statistic) == 1)
        }
        #expect(SampleRequirement.samples(for: .percentile(25), isOneRound: true) == 17)
        #expect(SampleRequirement.samples(for: .percentile(99), isOneRound: true) == 459)
    }

    @Test(arguments: [(99.0, 459), (95, 90), (90, 44), (75, 17), (50, 1), (25, 1), (99.9, 4603)])
    func `a percentile needs samples by the order-statistic bound`(percent: Double, samples: Int) {
        #expect(SampleRequirement.samples(for: .percentile(percent)) == samples)
        // By hand: the chance that all n lie below it is p^n.
        if samples > 1 {
            #expect(pow(percent / 100, Double(samples)) <= 0.01)
            #expect(pow(percent / 100, Double(samples - 1)) > 0.01)
        }
    }
}
