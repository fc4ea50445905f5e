import BenchModel
import Foundation
import TestSupport
import Testing
import ToolAdapters
import Traffic

/// The `concord load` line that a plan prints for the native engine is one that the program takes.
struct LoadCommandTests {
    private func load(_ change: @Sendable (inout ToolJob) -> Void) async throws -> (plan: ToolPlan, run: ConcordProcess)
    {
        try await Fixtures.withTemporaryFolder { folder in
            try await Simulator.run(SimulatorOptions()) { simulator in
                var recipe = Recipe(
                    name: "r",
                    server: .url(simulator.baseURL),
                    model: ModelChoice(name: "simulator")
                )
                recipe.workload.inputTokens = 30
                recipe.workload.outputTokens = 10
                recipe.workload.requests = 5
                recipe.workload.concurrency = 2
                let choice = ToolChoice("native")
                var job = ToolJob(recipe: recipe, choice: choice, baseURL: simulator.baseURL, outputFolder: "")
                change(&job)
                let plan = try NativeEngine().plan(job)
                let run = try await ConcordProcess.run(
                    Array(plan.argv.dropFirst()),
                    in: folder,
                    environment: ["LOAD_KEY": "sk-1", "LOAD_TOKEN": "t"]
                )
                return (plan, run)
            }
        }
    }

    private func measurement(_ run: ConcordProcess) throws -> MeasurementDocument {
        try JSONDecoder().decode(MeasurementDocument.self, from: Data(run.stdout.utf8))
    }

    @Test func `the plain line does what the plan says`() async throws {
        let (plan, run) = try await load { _ in }
        #expect(plan.argv.prefix(2) == ["concord", "load"])
        #expect(run.status == 0, "\(run.stderr)")
        let document = try measurement(run)
        #expect(document.requests.completed == 5)
        #expect(document.metrics[MetricID(.inputTokens)]?.value == 150)
        #expect(document.metrics[MetricID(.outputTokens)]?.value == 50)
    }

    @Test(arguments: [nil, 3])
    func `the line of an open loop does what the plan says`(concurrency: Int?) async throws {
        let (_, run) = try await load {
            $0.recipe.workload.concurrency = concurrency
            $0.recipe.workload.rate = 50
            $0.recipe.workload.burstiness = .infinity
        }
        #expect(run.status == 0, "\(run.stderr)")
        let openLoop = try #require(try measurement(run).openLoop)
        // Five requests by 0.1 s after the start, or later when the machine is busy.
        #expect(try #require(openLoop.achievedRate) <= 50)
        #expect(try #require(openLoop.sendLagP99) >= 0 && openLoop.e2elFromDue != nil)
    }

    @Test func `the line of a ramp-up does what the plan says`() async throws {
        let (_, run) = try await load {
            $0.recipe.workload.concurrency = nil
            $0.recipe.workload.rampUpStrategy = .linear
            $0.recipe.workload.rampUpStartRPS = 20
            $0.recipe.workload.rampUpEndRPS = 100
        }
        #expect(run.status == 0, "\(run.stderr)")
        #expect(try measurement(run).openLoop != nil)
    }

    @Test(arguments: [
        ["--ramp-up", "linear"], ["--ramp-up-start", "1", "--ramp-up-end", "2"],
        ["--ramp-up", "linear", "--ramp-up-start", "2", "--ramp-up-end", "1"],
        ["--ramp-up", "linear", "--ramp-up-start", "1", "--ramp-up-end", "2", "--rate", "1"],
        ["--ramp-up", "linear", "--ramp-up-start", "1", "--ramp-up-end", "inf"],
        ["--concurrency", "0"], ["--concurrency", "unlimited"], ["--rate", "0"], ["--rate", "inf"],
        ["--burstiness", "2"], ["--rate", "1", "--burstiness", "0"],
    ])
    func `a load that cannot be is refused`(arguments: [String]) async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let run = try await ConcordProcess.run(["load", "http://127.0.0.1:9"] + arguments, in: folder)
            #expect(run.status == 64, "\(run.stderr)")
        }
    }

    @Test func `a line with everything on it does too`() async throws {
        let (plan, run) = try await load {
            $0.recipe.api = .completions
            $0.recipe.workload.prefixTokens = 4
            $0.recipe.workload.rangeRatio = 0.4
            $0.recipe.workload.promptSeed = 3
            $0.recipe.workload.ignoreEOS = false
            $0.recipe.workload.temperature = 0.7
            $0.recipe.workload.topP = nil
            $0.recipe.workload.topK = 5
            $0.recipe.workload.minP = 0.1
            $0.recipe.workload.presencePenalty = -0.5
            $0.recipe.workload.stop = ["a 'b'", "\n"]
            $0.recipe.workload.seed = 1
            $0.recipe.workload.extraBody = ["x": ["y": .null]]
            $0.recipe.workload.headers = ["X-A": "Bearer ${LOAD_TOKEN}", "X-B": "a=b c"]
            $0.recipe.workload.apiKeyVariable = "LOAD_KEY"
            $0.cacheSalt = "salt"
        }
        #expect(plan.env == ["LOAD_KEY": "***"])
        #expect(run.status == 0, "\(run.stderr)")
        var workload = Workload()
        workload.inputTokens = 30
        workload.outputTokens = 10
        workload.requests = 5
        workload.rangeRatio = 0.4
        workload.promptSeed = 3
        let lengths = RequestLengths(workload)
        let document = try measurement(run)
        #expect(document.metrics[MetricID(.inputTokens)]?.value == Double(lengths.input.reduce(5 * 4, +)))
        #expect(document.metrics[MetricID(.outputTokens)]?.value == Double(lengths.output.reduce(0, +)))
    }
}
