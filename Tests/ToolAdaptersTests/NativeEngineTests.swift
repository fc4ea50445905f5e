import BenchModel
import Foundation
import TestSupport
import Testing
import Traffic

@testable import ToolAdapters

/// The native engine against the simulator, whose log is the truth.
struct NativeEngineTests {
    private let engine = NativeEngine()

    private struct LogLine: Decodable {
        let path: String
        let received: Double
        let chunks: [Double]
    }

    private func job(_ url: String, _ folder: URL, change: (inout Recipe) -> Void = { _ in }) -> ToolJob {
        var recipe = Recipe(name: "r", server: .url(url), model: ModelChoice(name: "simulator"))
        recipe.workload.inputTokens = 20
        recipe.workload.outputTokens = 6
        recipe.workload.requests = 24
        recipe.workload.concurrency = 1
        change(&recipe)
        var job = ToolJob(recipe: recipe, choice: ToolChoice("native"), baseURL: url, outputFolder: folder.path)
        job.promptFile = recipe.workload.file
        return job
    }

    private func execute(_ job: ToolJob) async throws -> ToolExit {
        try await engine.execute(try engine.plan(job), of: job) { _ in }
    }

    private func report(_ folder: URL) throws -> ToolReport {
        try engine.read(try ToolOutput(path: folder.path), version: nil)
    }

    @Test func `what it says of each first token is what the server's log says`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            var options = SimulatorOptions()
            options.ttft = .milliseconds(15)
            options.itl = .milliseconds(3)
            options.logPath = folder.path + "/simulator.log"
            let output = folder.appending(path: "out")
            try FileManager.default.createDirectory(at: output, withIntermediateDirectories: false)
            let exit = try await Simulator.run(options) { try await execute(job($0.baseURL, output)) }
            #expect(exit.reason == .exited(code: 0))
            let text = try String(contentsOfFile: folder.path + "/simulator.log", encoding: .utf8)
            let lines = try text.split(separator: "\n")
                .map { try JSONDecoder().decode(LogLine.self, from: Data($0.utf8)) }
                .filter { $0.path == "/v1/chat/completions" }
            let records = try #require(try report(output).records)
            #expect(records.count == 24 && lines.count == 24)
            // One request at a time, so both are in the same order, and both clocks are the system's monotonic one.
            var errors: [Double] = []
            for (record, line) in zip(records, lines) {
                #expect(record.contentChunks.count == line.chunks.count)
                #expect(Double(record.sent.nanoseconds) * 1e-9 <= line.received)
                let first = try #require(line.chunks.first)
                errors.append(abs(try #require(record.ttft) - (first - line.received)))
            }
            // The median: a test machine may be busy with other tests for a moment.
            #expect(errors.sorted()[errors.count / 2] < 0.005)
        }
    }

    @Test(arguments: API.allCases)
    func `prompts of its own have the recipe's tokens`(api: API) async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let exit = try await Simulator.run(SimulatorOptions()) {
                try await execute(
                    job($0.baseURL, folder) {
                        $0.api = api
                        $0.workload.requests = 4
                        $0.workload.concurrency = 4
                        $0.workload.prefixTokens = 3
                    }
                )
            }
            #expect(exit.cpuSeconds != nil && exit.seconds > 0)
            let report = try report(folder)
            #expect(report.reported[MetricID(.inputTokens)]?.value == 92)
            #expect(report.reported[MetricID(.outputTokens)]?.value == 24)
            #expect(report.serverCountedInput == true)
        }
    }

    @Test func `aligned lengths leave the template's tokens on top`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            _ = try await Simulator.run(SimulatorOptions()) {
                var job = job($0.baseURL, folder) {
                    $0.workload.lengths = .aligned
                    $0.workload.requests = 2
                }
                job.templateTokens = 7
                return try await execute(job)
            }
            #expect(try report(folder).reported[MetricID(.inputTokens)]?.value == 54)
        }
    }

    @Test func `an open loop keeps the schedule of its seed`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            _ = try await Simulator.run(SimulatorOptions()) {
                try await execute(
                    job($0.baseURL, folder) {
                        $0.workload.rate = 100
                        $0.workload.burstiness = 2
                        $0.workload.concurrency = nil
                        $0.workload.promptSeed = 4
                    }
                )
            }
            let due = try #require(try report(folder).records).compactMap(\.due)
            let schedule = ArrivalSchedule(count: 24, rate: 100, burstiness: 2, seed: 4).due
            #expect(due.count == 24)
            for (index, instant) in due.enumerated() {
                #expect(abs((instant - due[0]) - (schedule[index] - schedule[0])) < 1e-8)
            }
        }
    }

    @Test func `a prompt file's own maximum wins over the recipe's`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let path = folder.path + "/prompts.jsonl"
            let lines = [
                PromptLines.Line(prompt: "ba", outputTokens: 2), PromptLines.Line(prompt: "be", outputTokens: nil),
            ]
            try PromptLines.write(lines, to: path, api: .chat)
            let job = job("http://127.0.0.1:1", folder) {
                $0.workload.prompts = .file
                $0.workload.file = path
                $0.workload.requests = 3
            }
            let bodies = try await NativeLoad.plan(for: job).bodies.map {
                try JSONDecoder().decode(JSONValue.self, from: Data($0))
            }
            #expect(bodies.map { $0["max_completion_tokens"]?.int } == [2, 6, 2])
        }
    }

    @Test func `it ends at the tool's time-out with what there is`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            var options = SimulatorOptions()
            options.ttft = .seconds(60)
            let exit = try await Simulator.run(options) {
                var job = job($0.baseURL, folder)
                job.choice.timeout = .milliseconds(300)
                return try await execute(job)
            }
            #expect(exit.reason == .timedOut(seconds: 0.3))
            #expect(try report(folder).records?.isEmpty != false)
        }
    }

    @Test func `cancelling it is cancelling`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            var options = SimulatorOptions()
            options.ttft = .seconds(60)
            await #expect(throws: CancellationError.self) {
                try await Simulator.run(options) { simulator in
                    try await withThrowingTaskGroup(of: Void.self) { tasks in
                        tasks.addTask { _ = try await execute(job(simulator.baseURL, folder)) }
                        try await Task.sleep(for: .milliseconds(300))
                        tasks.cancelAll()
                        try await tasks.next()
                    }
                }
            }
        }
    }

    @Test func `what it cannot do is refused by key`() {
        let folder = URL(filePath: "/nowhere")
        func key(_ change: (inout Recipe) -> Void) -> String? {
            do {
                _ = try engine.plan(job("http://h:1", folder, change: change))
                return nil
            } catch { return error.key }
        }
        #expect(key { $0.workload.rate = 3 } == nil)
        #expect(key { $0.workload.concurrency = nil } == "workload.concurrency")
        let ratio = key {
            $0.workload.prompts = .file
            $0.workload.rangeRatio = 0.2
        }
        #expect(ratio == "workload.range_ratio")
        #expect(key { _ in } == nil)
    }
}
