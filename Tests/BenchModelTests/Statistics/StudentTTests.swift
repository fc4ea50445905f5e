import BenchModel
import Testing

struct StudentTTests {
    private struct Values: Decodable {
        struct Probability: Decodable { let df, t, p: Double }
        let cdf, quantile, survival: [Probability]
    }

    @Test func `the distribution function matches SciPy in both tails`() throws {
        for value in try StatisticsFixture.load("student-t", as: Values.self).cdf {
            let p = StudentT(degreesOfFreedom: value.df).cdf(value.t)
            #expect(isClose(p, value.p), "df \(value.df), t \(value.t): \(p), SciPy \(value.p)")
        }
    }

    @Test func `the upper tail matches SciPy however small it is`() throws {
        let values = try StatisticsFixture.load("student-t", as: Values.self).survival
        #expect(values.contains { $0.p > 0 && $0.p < 1e-30 })
        for value in values {
            let p = StudentT(degreesOfFreedom: value.df).survival(value.t)
            #expect(isClose(p, value.p), "df \(value.df), t \(value.t): \(p), SciPy \(value.p)")
        }
    }

    @Test func `the quantile matches SciPy`() throws {
        for value in try StatisticsFixture.load("student-t", as: Values.self).quantile {
            let t = StudentT(degreesOfFreedom: value.df).quantile(value.p)
            #expect(isClose(t, value.t), "df \(value.df), p \(value.p): \(t), SciPy \(value.t)")
        }
    }

    @Test(arguments: [0.9, 0.95, 0.999])
    func `with one degree of freedom it is the Cauchy distribution, with two it has a closed form`(p: Double) {
        // tan(π(p − 1/2)) and (2p − 1) √2 / √(4p(1 − p)); the tangent from its values at these angles.
        let squareRoot = (2 * p - 1) * 2.0.squareRoot() / (4 * p * (1 - p)).squareRoot()
        #expect(isClose(StudentT(degreesOfFreedom: 2).quantile(p), squareRoot))
        let quantile = StudentT(degreesOfFreedom: 1).quantile(p)
        #expect(isClose(StudentT(degreesOfFreedom: 1).cdf(quantile), p))
    }

    @Test func `the quantile is odd around one half`() {
        let t = StudentT(degreesOfFreedom: 4)
        #expect(t.quantile(0.5) == 0)
        #expect(isClose(t.quantile(0.25), -t.quantile(0.75)))
        #expect(t.cdf(0) == 0.5)
        #expect(t.cdf(.infinity) == 1)
    }

    @Test func `close to the middle it follows its series, where SciPy 1.17 has eight digits`() {
        // The density near 0 is 3/8 (1 − 5/8 t²) for four degrees, hence t = u + 5/24 u³ with u = (p − 1/2) / (3/8).
        let u = 1e-4 / 0.375
        #expect(isClose(StudentT(degreesOfFreedom: 4).quantile(0.5001), u + 5.0 / 24 * u * u * u, relative: 1e-11))
    }
}
