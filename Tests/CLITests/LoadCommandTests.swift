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

    /// Runs `concord load` with a few short requests and whatever else is given.
    private func run(
        _ arguments: [String],
        ttft: Duration = .milliseconds(2),
        meanwhile: (@Sendable () async throws -> Void)? = nil
    ) async throws -> ConcordProcess {
        var options = SimulatorOptions()
        options.ttft = ttft
        return try await Simulator.run(options) { simulator in
            try await Fixtures.withTemporaryFolder { folder in
                try await ConcordProcess.run(
                    ["load", simulator.baseURL, "--input-tokens", "20", "--output-tokens", "5"] + arguments,
                    in: folder,
                    meanwhile: meanwhile
                )
            }
        }
    }

    @Test func `its JSON fits the schema that it prints`() async throws {
        let schema = try await Fixtures.withTemporaryFolder {
            try await ConcordProcess.run(["schema", "measurement"], in: $0)
        }
        let validator = JSONSchemaValidator(
            schema: try JSONDecoder().decode(JSONValue.self, from: Data(schema.stdout.utf8))
        )
        let closed = ["--requests", "8", "--concurrency", "2", "--slo", "ttft=10s,tpot=10s", "--slo", "e2el=10s"]
        for arguments in [closed, ["--rate", "40", "--duration", "200ms"], ["--no-stream", "--requests", "3"]] {
            let run = try await run(arguments + ["--format", "json"])
            #expect(run.status == 0, "\(run.stderr)")
            let json = try JSONDecoder().decode(JSONValue.self, from: Data(run.stdout.utf8))
            #expect(validator.problems(in: json) == [])
        }
    }

    @Test func `its text has goodput, bars and a verdict on itself`() async throws {
        let run = try await run(["--requests", "8", "--concurrency", "2", "--slo", "ttft=10s,tpot=10s"])
        #expect(run.status == 0, "\(run.stderr)")
        #expect(run.stdout.contains("Goodput: 8 of 8 requests (100.0 %)"))
        #expect(run.stdout.contains("In flight: asked 2, mean ") && run.stdout.contains("│██"))
        #expect(run.stdout.contains("Client: healthy") && run.stdout.contains("✓ peak in flight"))
    }

    @Test func `a duration alone ends the load, and what is under way is awaited`() async throws {
        let run = try await run(
            ["--duration", "1s", "--concurrency", "2", "--format", "json"],
            ttft: .milliseconds(300)
        )
        let document = try measurement(run)
        #expect(!document.interrupted && document.requests.failed == 0)
        // Two slots, each with a request at about 0, 0.3, 0.6 and 0.9 s; fewer on a busy machine.
        #expect((2...8).contains(document.requests.completed))
        #expect(document.load?.duration == 1 && document.load?.requests == nil && document.load?.concurrency == 2)
        #expect(try #require(document.metrics[MetricID(.duration)]?.value) > 0.9)
        #expect(run.stderr.contains("Until the time is up the same 1000 prompts are sent over and over"))
    }

    @Test func `a duration and a rate make rate times duration requests`() async throws {
        let document = try measurement(try await run(["--rate", "40", "--duration", "500ms", "--format", "json"]))
        #expect(document.requests.completed == 20)
        #expect(document.load?.duration == 0.5)
        #expect(document.load?.rate == 40 && document.load?.requests == 20 && document.load?.concurrency == nil)
    }

    @Test func `warm-up requests are in no figure`() async throws {
        let document = try measurement(
            try await run(["--requests", "3", "--warmup", "4", "--concurrency", "2", "--format", "json"])
        )
        #expect(document.requests.completed == 3 && document.metrics[MetricID(.outputTokens)]?.value == 15)
    }

    @Test func `without streaming only the end is measured`() async throws {
        let document = try measurement(try await run(["--no-stream", "--requests", "3", "--format", "json"]))
        #expect(document.requests.completed == 3 && document.metrics[MetricID(.e2el, .mean)] != nil)
        #expect(document.metrics[MetricID(.ttft, .mean)] == nil && document.load?.streams == false)
    }

    @Test func `a time-out is a failure of its kind`() async throws {
        let run = try await run(["--requests", "1", "--first-token-timeout", "100ms"], ttft: .seconds(30))
        #expect(run.status == 3)
        #expect(run.stdout.contains("Failed: 1 × timeout, such as: "))
    }

    @Test func `stopping it gives what had finished`() async throws {
        let run = try await run(["--duration", "60s", "--format", "json"], ttft: .milliseconds(50)) {
            try await Task.sleep(for: .seconds(3))
        }
        #expect(run.status == 130, "\(run.stderr)")
        let document = try measurement(run)
        #expect(document.interrupted && document.requests.completed > 0)
        #expect(run.stderr.contains("the same 1000 prompts are sent over and over"))
    }

    @Test(arguments: [
        ["--slo", "ttft"], ["--slo", "ttft=200"], ["--slo", "itl=5ms"], ["--slo", "ttft=1s,ttft=2s"],
        ["--slo", "ttft=1s,"], ["--no-stream", "--slo", "ttft=1s"], ["--duration", "30"], ["--duration", "0s"],
        ["--requests", "0"], ["--warmup", "-1"], ["--rate", "1000000", "--duration", "1h"], ["--total-timeout", "0s"],
        ["--ca-file", "/nowhere.pem"], ["--ca-file", "/dev/null", "--insecure"],
    ])
    func `an option that cannot be is refused`(arguments: [String]) async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let run = try await ConcordProcess.run(["load", "http://127.0.0.1:9"] + arguments, in: folder)
            #expect(run.status == 64, "\(run.stderr)")
            #expect(run.stderr.contains(arguments[0]) || run.stderr.contains("--slo"), "\(run.stderr)")
        }
    }
}
