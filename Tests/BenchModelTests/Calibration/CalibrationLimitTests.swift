import BenchModel
import TestSupport
import Testing

struct CalibrationLimitTests {
    private func limit(
        _ cells: [CalibrationCell],
        profile: String? = nil,
        share: Double = 0.03
    ) -> CalibrationLimit {
        var tolerance = Tolerance()
        tolerance.share = share
        return CalibrationLimit(CalibrationSamples.ttft, profile: profile, cells: cells, tolerance: tolerance)
    }

    /// Cells on both profiles with the same delay in milliseconds, by concurrency.
    private func cells(_ delays: KeyValuePairs<Int, Double>) -> [CalibrationCell] {
        delays.flatMap { load, delay in
            [CalibrationProfile.fast, .slow].map { CalibrationSamples.cell(load, $0, delay: delay / 1000) }
        }
    }

    @Test func `the highest load within and the first beyond are told with their chunks`() throws {
        let limit = limit(cells([1: 0.1, 4: 0.5, 16: 0.7, 64: 9]))
        #expect(limit.within?.load == CalibrationLoad(concurrency: 4, profile: .fast))
        #expect(limit.within?.load.chunksPerSecond == 800)
        #expect(limit.leaves?.load == CalibrationLoad(concurrency: 16, profile: .fast))
        #expect(abs(try #require(limit.leaves?.bias) - 0.035) < 1e-9)
    }

    @Test func `each profile has a limit of its own`() {
        let cells = cells([1: 0.1, 4: 0.7, 16: 5, 64: 9])
        #expect(limit(cells, profile: "fast").within?.load.concurrency == 1)
        #expect(limit(cells, profile: "slow").within?.load == CalibrationLoad(concurrency: 16, profile: .slow))
        #expect(limit(cells, profile: "slow").leaves?.load.concurrency == 64)
        #expect(limit(cells, profile: "other").within == nil)
    }

    @Test func `a tool may be within at every load, or at none`() {
        let good = limit(cells([1: 0.1, 4: 0.2]))
        #expect(good.within?.load.concurrency == 4 && good.leaves == nil)
        let bad = limit(cells([1: 1, 4: 2]))
        #expect(bad.within == nil && bad.leaves?.load.concurrency == 1)
    }

    @Test func `a load that happens to be within above one that is not proves nothing`() {
        let limit = limit(cells([1: 0.1, 4: 2, 16: 0.1]))
        #expect(limit.within?.load.concurrency == 1)
        #expect(limit.leaves?.load.concurrency == 4)
    }

    @Test func `cells may come in any order`() {
        let cells = cells([1: 0.1, 4: 0.5, 16: 2, 64: 9])
        #expect(limit(cells.reversed()) == limit(cells))
    }

    @Test func `a load at which the tool failed is beyond`() {
        let failed = CalibrationSamples.cell(4, .slow, delay: nil)
        let limit = limit(cells([1: 0.1]) + [CalibrationSamples.cell(4, .fast, delay: 0), failed])
        #expect(limit.within?.load.concurrency == 1)
        #expect(limit.leaves?.load == failed.load)
        #expect(limit.leaves != nil && limit.leaves?.bias == nil)
    }

    @Test func `a load that rounding leaves open is neither`() {
        let open = CalibrationSamples.cell(4, .fast, delay: 0.0005, resolution: 0.0005)
        let limit = limit(cells([1: 0.1]) + [open])
        #expect(limit.within?.load.concurrency == 1 && limit.leaves == nil)
    }

    @Test func `the tolerance moves the limit`() {
        let cells = cells([1: 0.1, 4: 0.7, 16: 5])
        #expect(limit(cells, share: 0.05).within?.load.concurrency == 4)
        #expect(limit(cells, share: 0.5).leaves == nil)
    }
}
