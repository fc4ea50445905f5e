import BenchModel
import Foundation
import TestSupport
import Testing

@testable import Harness

struct CalibrationStoreTests {
    @Test func `a newer calibration of a tool takes the place of the older one alone`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let store = CalibrationStore(path: folder.path + "/deep/calibration.json")
            #expect(try store.calibrations().isEmpty)
            let other = CalibrationMachine(cores: 64, cpu: "Some CPU", os: "Some OS")
            let updated = CalibrationMachine(cores: 2, cpu: "Some CPU", os: "A newer OS")
            let kept = [
                CalibrationSamples.document(machine: other), CalibrationSamples.document(version: "0.11.0"),
                CalibrationSamples.document(tool: .native, version: "0.1.0"),
            ]
            try store.add(CalibrationSamples.document())
            for document in kept { try store.add(document) }
            #expect(try store.calibrations().count == 4)
            let newer = CalibrationSamples.document([2: 0], machine: updated)
            try store.add(newer)
            #expect(try store.calibrations() == kept + [newer])
        }
    }

    @Test func `each tool of a calibration is kept by itself`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let store = CalibrationStore(path: folder.path + "/calibration.json")
            var grid = CalibrationGrid()
            grid.loads = [1]
            let document = CalibrationDocument(
                made: "",
                machine: CalibrationSamples.machine,
                grid: grid,
                tolerance: Tolerance(),
                cells: [
                    CalibrationSamples.cell(1, delay: 0),
                    CalibrationSamples.cell(1, delay: 0, tool: .native, version: "1"),
                ]
            )
            try store.add(document)
            let kept = try store.calibrations()
            #expect(kept.map { $0.tools.map(\.tool) } == [[CalibrationSamples.vllm], [.native]])
            #expect(kept.allSatisfy { $0.cells.count == 1 })
        }
    }

    @Test func `a file that is no list of calibrations is an error, and is replaced`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let path = folder.path + "/calibration.json"
            try "[]".write(toFile: path, atomically: true, encoding: .utf8)
            let store = CalibrationStore(path: path)
            let error = await HarnessSamples.failure { _ = try store.calibrations() }
            #expect(error?.failureClass == .usage)
            try store.add(CalibrationSamples.document())
            #expect(try store.calibrations().count == 1)
        }
    }
}
