import BenchModel
import Foundation
import Testing

struct RatioSamplingTests {
    private func error(_ below: Double, _ above: Double, freedom: Double? = 1e4) -> SamplingError {
        SamplingError(below: below, above: above, degreesOfFreedom: freedom, requests: 500, source: .requests)
    }

    @Test func `both sides' errors add in squares, each to the side that it can move`() {
        let sampling = RatioSampling(reference: error(0.03, 0.06), tool: error(0.04, 0.08))
        let interval = sampling.interval(around: 0.1, alpha: 0.05)
        #expect(abs(interval.low - (0.1 - hypot(0.04, 0.06))) < 1e-4)
        #expect(abs(interval.high - (0.1 + hypot(0.08, 0.03))) < 1e-4)
    }

    @Test func `few requests widen it as Student's t does`() {
        // scipy.stats.t.ppf(0.95, 9) / scipy.stats.norm.ppf(0.95) = 1.8331129 / 1.6448536
        let none = error(0, 0)
        let interval = RatioSampling(reference: none, tool: error(0.1, 0.1, freedom: 9)).interval(
            around: 0,
            alpha: 0.05
        )
        #expect(abs(interval.high - 0.1 * 1.8331129326536335 / 1.6448536269514722) < 1e-9)
    }

    @Test func `a stricter level is never narrower, and bounds without freedom end at theirs`() {
        let sampling = RatioSampling(reference: error(0.1, 0.2), tool: error(0.05, 0.01))
        let (wide, narrow) = (sampling.interval(around: 0, alpha: 0.01), sampling.interval(around: 0, alpha: 0.2))
        #expect(wide.low < narrow.low && wide.high > narrow.high)
        let fixed = RatioSampling(reference: error(0.1, 0.1, freedom: nil), tool: error(0.1, 0.1, freedom: nil))
        #expect(fixed.interval(around: 0, alpha: 0.05) == fixed.interval(around: 0, alpha: 0.003))
        #expect(fixed.interval(around: 0, alpha: 0.001).high == .infinity)
    }

    /// statsmodels.stats.multitest.multipletests([0.01, 0.04, 0.03, 0.005], alpha=0.05, method="holm")
    @Test func `Holm rejects what R and statsmodels reject`() {
        #expect(HolmProcedure.rejections([0.01, 0.04, 0.03, 0.005], alpha: 0.05) == [true, false, false, true])
        #expect(HolmProcedure.rejections([0.01, 0.02, 0.022, 0.09], alpha: 0.05) == [true, false, false, false])
        #expect(HolmProcedure.rejections([0.04], alpha: 0.05) == [true])
        #expect(HolmProcedure.rejections([], alpha: 0.05) == [])
    }
}
