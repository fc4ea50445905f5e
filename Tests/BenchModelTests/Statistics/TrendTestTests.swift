import BenchModel
import Testing

struct TrendTestTests {
    private struct Values: Decodable {
        struct Case: Decodable {
            let series: [[[Double]]]
            let slope: Double
            let error: Double
            let df: Double
            let p: Double
        }
        let cases: [Case]
    }

    private static func series(_ points: [[[Double]]]) -> [[(x: Double, y: Double)]] {
        points.map { $0.map { (x: $0[0], y: $0[1]) } }
    }

    @Test func `slope, error and p-value match SciPy for one series and numpy for several`() throws {
        let cases = try StatisticsFixture.load("trend", as: Values.self).cases
        #expect(cases.count == 8)
        for expected in cases {
            let test = try #require(TrendTest(Self.series(expected.series)))
            #expect(isClose(test.slope, expected.slope) && isClose(test.standardError, expected.error))
            #expect(test.degreesOfFreedom == expected.df)
            #expect(isClose(test.pValue, expected.p), "\(expected.p): \(test.pValue)")
        }
    }

    @Test func `a perfect line is certain, a level one is none`() throws {
        let line = try #require(TrendTest([[(1, 2), (2, 4), (3, 6)]]))
        #expect(line.slope == 2 && line.pValue == 0 && line.isOneWay)
        let level = try #require(TrendTest([[(1, 2), (2, 2), (3, 2)]]))
        #expect(level.slope == 0 && level.pValue == 1 && !level.isOneWay)
    }

    @Test func `series that go against each other are not one way`() throws {
        let test = try #require(TrendTest([[(1, 2), (2, 4), (3, 6)], [(1, 3), (2, 2.9), (3, 2.8)]]))
        #expect(test.slope > 0 && !test.isOneWay && test.slopes.count == 2)
    }

    @Test func `two points of one series, or none that differ in place, tell nothing`() {
        #expect(TrendTest([[(1, 2), (2, 4)]]) == nil)
        #expect(TrendTest([[(1, 2), (1, 4), (1, 5)]]) == nil)
        #expect(TrendTest([]) == nil)
    }
}
