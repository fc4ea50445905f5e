import BenchModel
import Testing

struct MannKendallTests {
    private struct Values: Decodable {
        struct Case: Decodable {
            let values: [Double]
            let s: Int
            let p: Double
        }
        let cases: [Case]
    }

    @Test func `statistic and p-value match all orders counted, with ties, and SciPy`() throws {
        for expected in try StatisticsFixture.load("mann-kendall", as: Values.self).cases {
            let test = MannKendall(expected.values)
            #expect(test.statistic == expected.s)
            #expect(isClose(test.pValue, expected.p), "\(expected): \(test.pValue)")
        }
    }

    @Test func `a trend and its mirror image are equally unlikely`() {
        let values = [1.0, 4, 2, 2, 7, 6, 9]
        let (up, down) = (MannKendall(values), MannKendall(values.reversed()))
        #expect(up.statistic == -down.statistic && up.pValue == down.pValue)
    }

    @Test func `one value has no trend`() {
        #expect(MannKendall([3]).pValue == 1 && MannKendall([3]).statistic == 0)
    }
}
