import BenchModel
import ToolAdapters
import Traffic

@testable import Harness

/// Small recipes, records and reports for the tests of what surrounds a run.
enum HarnessSamples {
    static let native = ToolID.native
    static let vllm = ToolID("vllm")
    static let evalscope = ToolID("evalscope")

    /// A handful of short requests by the native engine.
    static func recipe(_ url: String = "http://127.0.0.1:1", change: (inout Recipe) -> Void = { _ in }) -> Recipe {
        var recipe = Recipe(name: "small", server: .url(url), model: ModelChoice(name: "simulator"))
        recipe.tools = [ToolChoice("native")]
        recipe.workload.inputTokens = 16
        recipe.workload.outputTokens = 3
        recipe.workload.requests = 6
        recipe.workload.concurrency = 2
        recipe.warmup.requests = 1
        recipe.warmup.pause = .zero
        recipe.rounds = RoundPlan(minimum: 1, maximum: 1)
        change(&recipe)
        return recipe
    }

    /// A simulator whose answers take a few milliseconds.
    static func withSimulator<Result: Sendable>(
        log: String? = nil,
        ttft: Duration = .milliseconds(2),
        _ body: (String) async throws -> Result
    ) async throws -> Result {
        var options = SimulatorOptions()
        options.ttft = ttft
        options.itl = .milliseconds(1)
        options.logPath = log
        return try await Simulator.run(options) { try await body($0.baseURL) }
    }

    /// A completed request: sent at a second of the clock, first token and end that many seconds later.
    static func record(_ index: Int, sent: Double, ttft: Double, e2el: Double, output: Int = 3) -> RequestRecord {
        var record = RequestRecord(index: index, sent: Instant(seconds: sent))
        record.contentChunks = ChunkInstants(
            (0..<output).map {
                record.sent + (ttft + (e2el - ttft) * Double($0) / Double(max(1, output - 1)))
            }
        )
        record.lastChoice = record.contentChunks.last
        record.done = record.lastChoice
        record.inputTokens = 16
        record.outputTokens = output
        return record
    }

    static func report(_ tool: ToolID = .native, ttft: Double = 0.02, requests: Int = 6) -> ToolReport {
        var report = ToolReport(tool: tool, version: "1.0.0")
        let records = (0..<requests).map {
            record($0, sent: 100 + Double($0), ttft: ttft, e2el: ttft + 0.1)
        }
        report.records = records
        report.reported = CanonicalMetrics.compute(from: records)
        report.serverCountedInput = true
        return report
    }

    static func run(_ tool: ToolID = .native, exit: ToolExit? = nil, round: Int = 1) -> RunRecord {
        RunRecord(
            tool: tool,
            version: "1.0.0",
            round: round,
            position: 1,
            argv: [tool.rawValue, "--x", "a b"],
            env: [:],
            notes: [],
            started: "2026-01-01T00:00:00Z",
            exit: exit,
            failure: nil
        )
    }

    /// The error that a body throws. Nil when it throws none, or one of another kind.
    static func failure(_ body: () async throws -> Void) async -> HarnessError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? HarnessError
        }
    }
}
