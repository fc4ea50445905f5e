import BenchModel
import Foundation
import TestSupport
import Testing

struct CalibrationDocumentTests {
    @Test func `each tool has its fits and limits, on all profiles and on each`() throws {
        let document = CalibrationSamples.document()
        #expect(document.tools.map(\.name) == ["vllm 0.32.0"])
        let tool = try #require(document.tools.first)
        #expect(tool.fits.map(\.concurrency) == [1, 4, 16, 64])
        #expect(abs(try #require(tool.fits.last).offset - 0.02) < 1e-9)
        #expect(tool.limits.map(\.profile) == [nil, "fast", "slow"])
        #expect(tool.limit(CalibrationSamples.ttft)?.within?.load.concurrency == 4)
        #expect(tool.limit(CalibrationSamples.ttft, profile: "slow")?.within?.load.concurrency == 16)
        #expect(tool.limit(MetricID(.itl, .mean)) == nil)
    }

    @Test func `it is read back as it was written`() throws {
        var document = CalibrationSamples.document([1: 0.0001, 4: nil])
        document.tools[0].stoppedAfter = 4
        let data = try JSONEncoder().encode(document)
        #expect(try JSONDecoder().decode(CalibrationDocument.self, from: data) == document)
        #expect(document.hasFailure)
    }

    @Test func `the part about one tool holds nothing of the others`() {
        var grid = CalibrationGrid()
        grid.loads = [1]
        let cells = [
            CalibrationSamples.cell(1, delay: 0), CalibrationSamples.cell(1, delay: nil, tool: .native, version: "1"),
        ]
        let document = CalibrationDocument(
            made: "",
            machine: CalibrationSamples.machine,
            grid: grid,
            tolerance: Tolerance(),
            cells: cells,
            stopped: [.native: 1]
        )
        #expect(document.tools.map(\.stoppedAfter) == [nil, 1])
        let part = document.only(CalibrationSamples.vllm)
        #expect(part.cells == [cells[0]] && part.tools.map(\.tool) == [CalibrationSamples.vllm])
        #expect(document.hasFailure && !part.hasFailure)
    }

    @Test func `a cell measures long enough on every profile, within bounds`() {
        let grid = CalibrationGrid()
        for load in grid.loads {
            for profile in grid.profiles {
                let waves = Double(grid.requests(concurrency: load, profile: profile)) / Double(load)
                let seconds = waves * profile.answer(tokens: grid.outputTokens)
                #expect((2...5).contains(seconds), "\(load) \(profile.name)")
            }
        }
        #expect(grid.requests(concurrency: 1000, profile: .fast) == 4000)
        #expect(grid.requests(concurrency: 3000, profile: .fast) == 6000)
    }

    @Test(arguments: [(0.0031, true), (0.0029, false), (-0.0031, true), (nil, true)])
    func `a tool that is off by five tolerances, or failed, is far out`(delay: Double?, isFarOut: Bool) {
        #expect(CalibrationSamples.cell(1, delay: delay).isFarOut(Tolerance()) == isFarOut)
    }
}
