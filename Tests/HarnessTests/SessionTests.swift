import BenchModel
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Harness

struct SessionTests {
    /// Latencies long enough, and a tolerance wide enough, that a busy machine does not look like a late client.
    private static let recipe = """
        name: small
        server: {simulate: {ttft: 60ms, itl: 1ms}}
        model: {name: simulator}
        workload: {prompts: shared, input_tokens: 16, output_tokens: 4, requests: 6, concurrency: 3}
        warmup: {requests: 1, pause: 0s}
        tools: [native]
        rounds: 2
        tolerance: {default: 90%}
        """

    private func run(
        _ text: String = SessionTests.recipe,
        in folder: URL,
        onEvent: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) async throws -> SessionResult {
        let file = folder.appending(path: "small.yaml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        var options = RunOptions(recipePath: file.path, cacheFolder: folder.path + "/cache", environment: [:])
        options.outFolder = folder.path + "/results"
        options.historyPath = folder.path + "/history.sqlite"
        options.overrides = [try #require(RecipeOverride("workload.output_tokens=5"))]
        return try await Session(options, onEvent: onEvent).run()
    }

    @Test func `one tool alone gives no verdict, and a result folder that holds everything`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let ended = Mutex(0)
            let result = try await run(in: folder) { event in
                if case .runEnded = event { ended.withLock { $0 += 1 } }
            }
            #expect(ended.withLock { $0 } == 2)
            #expect(result.document.verdict == .inconclusive)
            #expect(result.document.rounds == 2)
            #expect(!result.interrupted)
            func content(_ name: String) throws -> String {
                try String(contentsOfFile: "\(result.folder)/\(name)", encoding: .utf8)
            }
            let value = try JSONDecoder().decode(JSONValue.self, from: Data(content("verdict.json").utf8))
            let schema = try JSONDecoder().decode(JSONValue.self, from: Data(VerdictSchema.json.utf8))
            #expect(JSONSchemaValidator(schema: schema).problems(in: value) == [])
            #expect(try StoredVerdict.read(result.folder) == result.document)
            #expect(try content("report.md").contains("native"))
            #expect(try content("report.html").contains("</html>"))
            #expect(try content("junit.xml").contains("<testsuite"))
            let recipe = try content("recipe.yaml")
            #expect(recipe.contains(Self.recipe) && recipe.contains("--set workload.output_tokens=5"))
            #expect(try content("server/simulator.jsonl").split(separator: "\n").count > 12)
            #expect(try content("prompts.jsonl").split(separator: "\n").count == 6)
            for round in 1...2 {
                let run = try content("round-\(round)/native/run.json")
                let record = try JSONDecoder().decode(RunRecord.self, from: Data(run.utf8))
                #expect(record.round == round && record.failure == nil && record.exit != nil)
            }
            let stored = try StoredOutput.read(.native, path: result.folder)
            #expect(stored.keys.sorted() == [1, 2])
            #expect(stored[2]?.reported[MetricID(.outputTokens)]?.value == 30)
            let history = try HistoryStore(path: folder.path + "/history.sqlite").entries(limit: 5)
            #expect(history.map(\.folder) == [result.folder])
        }
    }

    @Test func `a load that a tool was found wanting at is warned of before it is run`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let machine = CalibrationMachine(MachineFacts.collect())
            let version = try #require(ToolVersion(Release.version))
            let path = folder.path + "/calibration.json"
            try CalibrationStore(path: path).add(
                CalibrationSamples.document([1: 0.0001, 2: 0.01], tool: .native, version: version, machine: machine)
            )
            let file = folder.appending(path: "small.yaml")
            try Self.recipe.write(to: file, atomically: true, encoding: .utf8)
            var options = RunOptions(recipePath: file.path, cacheFolder: folder.path + "/cache", environment: [:])
            options.outFolder = folder.path + "/results"
            options.calibrationPath = path
            options.overrides = [try #require(RecipeOverride("tolerance.default=3%"))]
            options.rounds = 1
            let warnings = Mutex<[String]>([])
            let result = try await Session(options) { event in
                if case .warning(let text) = event { warnings.withLock { $0.append(text) } }
            }.run()
            let said = warnings.withLock { $0 }
            #expect(said.count == 1 && said[0].contains("up to 1 concurrent"), "\(said)")
            #expect(said.allSatisfy(result.document.notes.contains))
        }
    }

    @Test func `a server that cannot be reached leaves no folder behind`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let text = Self.recipe.replacing("{simulate: {ttft: 60ms, itl: 1ms}}", with: "{url: http://127.0.0.1:9}")
            let error = await HarnessSamples.failure { _ = try await run(text, in: folder) }
            #expect(error?.failureClass == .unavailable)
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/results")
            #expect(left.isEmpty)
        }
    }

    @Test func `a recipe that a tool cannot express is refused before anything is made`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let text = Self.recipe.replacing("concurrency: 3", with: "concurrency: 3, rate: 5, burstiness: 2")
                .replacing("tools: [native]", with: "tools: [evalscope]")
            let error = await HarnessSamples.failure { _ = try await run(text, in: folder) }
            #expect(error?.failureClass == .usage)
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/results"))
        }
    }

    @Test func `stopping it while prompts are made is stopping it`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let text = Self.recipe.replacing("requests: 6", with: "requests: 200000")
            let (events, continuation) = AsyncStream.makeStream(of: RunEvent.self)
            await #expect(throws: CancellationError.self) {
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    tasks.addTask { _ = try await run(text, in: folder) { continuation.yield($0) } }
                    for await event in events {
                        if case .step(let text) = event, text.contains("prompts") { break }
                    }
                    tasks.cancelAll()
                    try await tasks.next()
                }
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/results")
            #expect(left.isEmpty)
        }
    }
}
