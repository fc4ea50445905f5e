import BenchModel
import TestSupport
import Testing

struct CalibrationFitTests {
    private static let ttft = CalibrationSamples.ttft

    /// Cells of a tool that sees `offset + factor × truth`.
    private func cells(offset: Double, factor: Double, profiles: [CalibrationProfile]) -> [CalibrationCell] {
        profiles.map {
            CalibrationSamples.cell(8, $0, delay: offset + (factor - 1) * $0.ttft)
        }
    }

    @Test(arguments: [(0.0, 1.0), (0.003, 1.0), (0.0, 1.2), (-0.001, 0.9), (0.01, 2.0)])
    func `two profiles tell an offset from a factor`(offset: Double, factor: Double) throws {
        let cells = cells(offset: offset, factor: factor, profiles: [.fast, .slow])
        let fit = try #require(CalibrationFit(Self.ttft, cells: cells))
        #expect(abs(fit.offset - offset) < 1e-12)
        #expect(abs(fit.factor - factor) < 1e-9)
        #expect(fit.concurrency == 8 && fit.metric == Self.ttft)
    }

    @Test func `three profiles give the line that lies between them`() throws {
        let middle = CalibrationProfile(name: "middle", ttft: 0.11, itl: 0.01)
        var cells = cells(offset: 0.001, factor: 1, profiles: [.fast, middle, .slow])
        // One that is off by 3 ms pulls the whole line up by 1 ms.
        cells[1] = CalibrationSamples.cell(8, middle, delay: 0.004)
        let fit = try #require(CalibrationFit(Self.ttft, cells: cells))
        #expect(abs(fit.offset - 0.002) < 1e-9)
        #expect(abs(fit.factor - 1) < 1e-9)
    }

    @Test func `one truth is not enough`() {
        #expect(CalibrationFit(Self.ttft, cells: []) == nil)
        #expect(CalibrationFit(Self.ttft, cells: cells(offset: 0, factor: 1, profiles: [.fast])) == nil)
        #expect(CalibrationFit(Self.ttft, cells: cells(offset: 0, factor: 1, profiles: [.fast, .fast])) == nil)
        let failed = [CalibrationSamples.cell(8, .fast, delay: 0), CalibrationSamples.cell(8, .slow, delay: nil)]
        #expect(CalibrationFit(Self.ttft, cells: failed) == nil)
        #expect(
            CalibrationFit(MetricID(.itl, .mean), cells: cells(offset: 0, factor: 1, profiles: [.fast, .slow])) == nil
        )
    }
}
