import BenchModel
import Foundation
import Synchronization
import TestSupport
import Testing
import ToolAdapters

@testable import Harness

/// Real runs of the native engine, and of tools that are wrong on purpose, against the simulator.
struct CalibrationSessionTests {
    private func setup(_ adapter: any ToolAdapter) -> ToolSetup {
        ToolSetup(adapter: adapter, choice: ToolChoice(adapter.id.rawValue), version: nil, command: [])
    }

    private func measure(
        _ adapters: [any ToolAdapter],
        loads: [Int],
        in folder: URL,
        change: (inout CalibrationOptions) -> Void = { _ in }
    ) async throws -> CalibrationResult {
        var options = CalibrationOptions(cacheFolder: folder.path + "/cache", environment: [:])
        options.isQuick = true
        options.loads = loads
        var (recipe, grid, notes) = try options.plan()
        recipe.warmup.requests = 1
        options.isQuick = false
        options.storePath = folder.path + "/calibration.json"
        change(&options)
        let results = ResultFolder(path: folder.path + "/results")
        try results.makeFolder(results.path)
        let session = CalibrationSession(options) { _ in }
        return try await session.measure(recipe, grid, adapters.map(setup), results, notes: notes)
    }

    @Test func `what a tool adds to a figure and what it multiplies it by is found out`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let tools: [any ToolAdapter] = [SkewedAdapter(offset: 0.2, factor: 1.5), NativeEngine()]
            let document = try await measure(tools, loads: [1], in: folder).document
            #expect(document.cells.map(\.tool.rawValue) == ["skewed", "native", "native", "skewed"])
            let skewed = try #require(document.tools.first { $0.tool.rawValue == "skewed" })
            let fit = try #require(skewed.fits.first { $0.metric == CalibrationSamples.ttft })
            #expect((0.15...0.3).contains(fit.offset) && (1.3...1.7).contains(fit.factor), "\(fit)")
            #expect(skewed.limit(CalibrationSamples.ttft)?.leaves?.load.concurrency == 1)
            let cell = try #require(document.cell(skewed.tool, concurrency: 1, profile: "slow"))
            let figure = try #require(cell.figure(CalibrationSamples.ttft))
            #expect(figure.truth >= 0.2 && figure.truth < 0.3)
            #expect(figure.bias > 1 && abs(figure.bias - (figure.reported / figure.truth - 1)) < 1e-12)
            let end = try #require(cell.figure(MetricID(.e2el, .mean)))
            #expect(end.truth >= 0.34 && abs(end.bias) < 0.5)
            #expect(cell.figure(MetricID(.requestThroughput)) != nil && cell.figure(MetricID(.itl, .mean)) != nil)
        }
    }

    @Test func `a tool that is far out is not measured at higher loads`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let result = try await measure([NativeEngine(), SkewedAdapter(factor: 3)], loads: [1, 2], in: folder)
            let document = result.document
            #expect(document.cells.filter { $0.tool == .native }.map(\.load.concurrency) == [1, 1, 2, 2])
            #expect(document.cells.filter { $0.tool != .native }.map(\.load.concurrency) == [1, 1])
            #expect(document.tools.first { $0.tool != .native }?.stoppedAfter == 1)
            #expect(document.tools.first { $0.tool == .native }?.stoppedAfter == nil)
            #expect(result.isSaved)
            let saved = try CalibrationStore(path: folder.path + "/calibration.json").calibrations()
            #expect(
                saved.map { $0.tools.map(\.name) }.sorted { $0[0] < $1[0] } == [
                    ["native \(Release.version)"], ["skewed 2.0"],
                ]
            )
        }
    }

    @Test func `a tool that fails is reported in its cell and the others go on`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let broken = FakeAdapter(HarnessSamples.vllm) { _ throws(OutputError) in
                throw OutputError(tool: HarnessSamples.vllm, problem: .missing, lookedFor: "a report", place: "there")
            }
            let document = try await measure([broken, NativeEngine()], loads: [1], in: folder).document
            #expect(document.cells.count == 4 && document.hasFailure)
            let failed = document.cells.filter { $0.tool == HarnessSamples.vllm }
            #expect(failed.allSatisfy { $0.failure?.contains("a report") == true && $0.metrics.isEmpty })
            #expect(document.cells.filter { $0.tool == .native }.allSatisfy { $0.failure == nil })
            #expect(CalibrationReport.text(document).contains("failed"))
        }
    }

    @Test func `a report without times, or with requests missing, counts as a failure`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let lazy = FakeAdapter(HarnessSamples.vllm) { _ in HarnessSamples.report(HarnessSamples.vllm) }
            // The two cells have ten requests and two, of which none is in the log.
            let blind = FakeAdapter(HarnessSamples.evalscope) { run in
                HarnessSamples.report(HarnessSamples.evalscope, requests: run == 1 ? 10 : 2)
            }
            let cells = try await measure([lazy, blind], loads: [1], in: folder).document.cells
            for cell in cells {
                let words = cell.tool == HarnessSamples.vllm ? "requests were completed" : "found in the server's log"
                #expect(cell.failure?.contains(words) == true, "\(cell)")
            }
        }
    }

    @Test func `the cells that were finished when it was stopped are kept and not saved`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let stopped = FakeAdapter(
                HarnessSamples.vllm,
                execute: { _, _ in throw CancellationError() },
                read: { _ in HarnessSamples.report() }
            )
            let result = try await measure([NativeEngine(), stopped], loads: [1, 2], in: folder)
            #expect(result.document.interrupted && result.document.cells.map(\.tool) == [.native])
            #expect(!result.isSaved)
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/calibration.json"))
            await #expect(throws: CancellationError.self) {
                _ = try await measure([stopped, NativeEngine()], loads: [1], in: folder)
            }
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/results"))
        }
    }

    @Test func `a quick one leaves a folder that holds everything, fits the schema and saves nothing`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            var options = CalibrationOptions(cacheFolder: folder.path + "/cache", environment: [:])
            options.isQuick = true
            options.loads = [2]
            options.outFolder = folder.path + "/results"
            options.storePath = folder.path + "/calibration.json"
            let steps = Mutex<[String]>([])
            let result = try await CalibrationSession(options) { event in
                if case .step(let text) = event { steps.withLock { $0.append(text) } }
            }.run()
            #expect(!result.isSaved && !FileManager.default.fileExists(atPath: folder.path + "/calibration.json"))
            #expect(steps.withLock { $0 }.count { $0.hasPrefix("2 concurrent, ") } == 2)
            let data = try Data(contentsOf: URL(filePath: result.folder + "/calibration.json"))
            #expect(try JSONDecoder().decode(CalibrationDocument.self, from: data) == result.document)
            let schema = try JSONDecoder().decode(JSONValue.self, from: Data(CalibrationSchema.json.utf8))
            let value = try JSONDecoder().decode(JSONValue.self, from: data)
            #expect(JSONSchemaValidator(schema: schema).problems(in: value) == [])
            for name in ["fast-2", "slow-2"] {
                let files = try FileManager.default.subpathsOfDirectory(atPath: "\(result.folder)/\(name)")
                #expect(files.contains("round-1/native/run.json") && files.contains("server/simulator.jsonl"))
            }
        }
    }
}
