import BenchModel
import Testing

struct IncompleteBetaTests {
    private struct Values: Decodable {
        struct Gamma: Decodable { let x, value: Double }
        struct Beta: Decodable { let a, b, x, value: Double }
        let log_gamma: [Gamma]
        let regularised: [Beta]
    }

    @Test func `log-gamma matches SciPy`() throws {
        for value in try StatisticsFixture.load("incomplete-beta", as: Values.self).log_gamma {
            let result = IncompleteBeta.logGamma(value.x)
            #expect(isClose(result, value.value), "x \(value.x): \(result), SciPy \(value.value)")
            #expect(abs(result - value.value) <= 1e-12 * max(1, abs(value.value)), "x \(value.x)")
        }
    }

    @Test func `the regularised incomplete beta function matches SciPy`() throws {
        for value in try StatisticsFixture.load("incomplete-beta", as: Values.self).regularised {
            let result = IncompleteBeta.regularised(value.x, complement: 1 - value.x, a: value.a, b: value.b)
            #expect(isClose(result, value.value), "\(value): \(result)")
        }
    }

    @Test func `the ends of the interval are exact`() {
        #expect(IncompleteBeta.regularised(0, complement: 1, a: 2, b: 3) == 0)
        #expect(IncompleteBeta.regularised(1, complement: 0, a: 2, b: 3) == 1)
    }
}
