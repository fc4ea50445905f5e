import BenchModel
import TestSupport
import Testing

struct CalibrationFigureTests {
    private static let ttft = MetricID(.ttft, .mean)

    private func figure(
        _ reported: Double,
        resolution: Double = 0,
        truth: Double = 0.02,
        metric: MetricID = ttft,
        tolerance: Tolerance = Tolerance()
    ) -> CalibrationFigure? {
        CalibrationFigure(
            metric,
            view: .reported,
            truth: truth,
            reported: MetricValue(reported, resolution: resolution),
            tolerance: tolerance
        )
    }

    @Test func `the bias is what is seen beyond the truth, as its share`() throws {
        #expect(abs(try #require(figure(0.025)).bias - 0.25) < 1e-12)
        #expect(abs(try #require(figure(0.015)).bias + 0.25) < 1e-12)
        #expect(figure(0.02, truth: 0) == nil)
        #expect(figure(.infinity) == nil)
    }

    @Test func `it is held against the tolerance of its metric, rounding included`() throws {
        #expect(figure(0.0205)?.within == true)
        #expect(figure(0.0207)?.within == false)
        // 20.0 to 21.0 ms: written too coarsely to tell.
        #expect(try #require(figure(0.0205, resolution: 0.0005)).within == nil)
        var tolerance = Tolerance()
        tolerance.rules = ["ttft": .within(share: 0.1, floor: nil)]
        #expect(figure(0.0207, tolerance: tolerance)?.within == true)
        tolerance.rules = ["ttft": .information]
        #expect(try #require(figure(0.0207, tolerance: tolerance)).within == nil)
    }

    @Test func `a difference below the floor is none`() {
        #expect(figure(0.000_019, truth: 0.000_010)?.within == true)
        #expect(figure(0.000_021, truth: 0.000_010)?.within == false)
    }

    @Test func `it can be held against another tolerance later`() throws {
        var wide = Tolerance()
        wide.share = 0.5
        let seen = try #require(figure(0.025))
        #expect(seen.within == false)
        #expect(seen.isWithin(wide) == true)
    }

    @Test func `what a tool prints comes first, and a percentile needs its samples`() throws {
        let tail = MetricID(.ttft, .percentile(99))
        let itl = MetricID(.itl, .mean)
        func truth(samples: Int) -> [MetricID: MetricValue] {
            [
                Self.ttft: MetricValue(0.02, samples: samples), tail: MetricValue(0.03, samples: samples),
                itl: MetricValue(0.005, samples: samples), MetricID(.duration): MetricValue(9, samples: samples),
            ]
        }
        let account = RunAccount(
            tool: CalibrationSamples.vllm,
            version: nil,
            views: [
                .reported: [
                    Self.ttft: MetricValue(0.021), tail: MetricValue(0.033), MetricID(.duration): MetricValue(9),
                ],
                .canonical: [Self.ttft: MetricValue(0.022), itl: MetricValue(0.0051)],
            ]
        )
        let few = CalibrationFigure.all(of: account, truth: truth(samples: 458), tolerance: Tolerance())
        #expect(few.map(\.metric) == [Self.ttft, itl])
        #expect(few.map(\.view) == [.reported, .canonical])
        #expect(few.first?.reported == 0.021)
        let many = CalibrationFigure.all(of: account, truth: truth(samples: 459), tolerance: Tolerance())
        #expect(many.map(\.metric) == [Self.ttft, tail, itl])
    }
}
