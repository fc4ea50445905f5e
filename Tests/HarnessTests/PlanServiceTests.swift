import BenchModel
import Foundation
import Harness
import TestSupport
import Testing
import ToolAdapters

struct PlanServiceTests {
    private static let versions: [[ToolID: ToolVersion]] = [
        [:],
        [HarnessSamples.vllm: "0.11.0", HarnessSamples.evalscope: "1.1.0"],
        [HarnessSamples.vllm: "0.11.1", HarnessSamples.evalscope: "1.9.1"],
        [HarnessSamples.vllm: "0.20.0", HarnessSamples.evalscope: "1.14.1"],
    ]

    private func recipe(_ name: String, _ change: (inout Recipe) -> Void = { _ in }) throws -> Recipe {
        var recipe = try RecipeFile.load(path: Fixtures.root.appending(path: "recipes/\(name).yaml").path)
        change(&recipe)
        return recipe
    }

    private func plan(_ recipe: Recipe, _ versions: [ToolID: ToolVersion] = [:]) throws -> [ToolID: ToolPlan] {
        let plans = try PlanService.plan(recipe, versions: versions, found: [:])
        #expect(plans.map(\.tool) == recipe.tools.map(\.id))
        return Dictionary(uniqueKeysWithValues: plans.map { ($0.tool, $0) })
    }

    @Test(arguments: RecipeFileShippedTests.names, versions)
    func `every shipped recipe is planned for its tools`(name: String, versions: [ToolID: ToolVersion]) throws {
        let recipe = try recipe(name)
        // Before 0.11.1 vllm shuffles the prompts of a file, which a recipe has to allow.
        let shuffles =
            recipe.workload.prompts != .own && versions[HarnessSamples.vllm] == "0.11.0"
            && recipe.tools.contains { $0.tool == HarnessSamples.vllm }
        if shuffles {
            #expect(throws: HarnessError.self) { try plan(recipe, versions) }
            return
        }
        let plans = try plan(recipe, versions)
        for (tool, plan) in plans {
            let text = plan.argv.joined(separator: " ")
            #expect(text.contains("\(recipe.workload.requests)"), "\(text)")
            #expect(text.contains(recipe.model.name), "\(text)")
            guard let adapter = Tools.adapter(for: tool), tool != .native else { continue }
            #expect(plan.version == versions[tool] ?? adapter.defaultVersion)
        }
    }

    /// The flags of the published commands, in their order.
    private static let vllmFlags = [
        ("--host", "127.0.0.1"), ("--port", "8801"), ("--backend", "openai-chat"), ("--model", "Qwen2.5-0.5B-Instruct"),
        ("--dataset-name", "random"), ("--random-input-len", "100"), ("--random-output-len", "100"),
        ("--tokenizer", "/root/.cache/modelscope/hub/models/Qwen/Qwen2.5-0.5B-Instruct"),
        ("--endpoint", "/v1/chat/completions"),
    ]
    private static let evalscopeFlags = [
        ("--log-every-n-query", "500"), ("--model", "Qwen2.5-0.5B-Instruct"),
        ("--url", "http://127.0.0.1:8801/v1/chat/completions"), ("--api", "openai"), ("--dataset", "random"),
        ("--max-tokens", "100"), ("--prefix-length", "0"), ("--min-prompt-length", "100"),
        ("--max-prompt-length", "100"), ("--tokenizer-path", "Qwen/Qwen2.5-0.5B-Instruct"),
        ("--extra-args", #"{"ignore_eos": true}"#),
    ]

    @Test(arguments: [("minimal-1x1", "1", "1"), ("vllm-vs-evalscope-50x500", "50", "500")])
    func `the published commands come out flag by flag`(name: String, concurrency: String, requests: String) throws {
        let plans = try plan(recipe(name), [HarnessSamples.vllm: "0.11.0", HarnessSamples.evalscope: "1.1.0"])
        func expect(_ tool: ToolID, starts command: [String], _ flags: [(String, String)]) throws {
            let argv = try #require(plans[tool]).argv
            #expect(Array(argv.prefix(command.count)) == command)
            for (flag, value) in flags {
                let places = argv.indices.filter { argv[$0] == flag }
                #expect(places.count == 1, "\(flag)")
                #expect(places.first.map { argv[$0 + 1] } == value, "\(flag)")
            }
        }
        let load = [("--max-concurrency", concurrency), ("--num-prompts", requests)]
        try expect(HarnessSamples.vllm, starts: ["vllm", "bench", "serve"], load + Self.vllmFlags)
        #expect(plans[HarnessSamples.vllm]?.argv.contains("--ignore-eos") == true)
        let parallel = [("--parallel", concurrency), ("--number", requests)]
        try expect(HarnessSamples.evalscope, starts: ["evalscope", "perf"], parallel + Self.evalscopeFlags)
    }

    @Test func `the launch recipe starts the published server`() throws {
        guard case .launch(let launch) = try recipe("launch-vllm-50x500").server else {
            Issue.record("it launches nothing")
            return
        }
        let published = """
            python -m vllm.entrypoints.openai.api_server --model Qwen/Qwen2.5-0.5B-Instruct \
            --gpu-memory-utilization 0.5 --served-model-name Qwen2.5-0.5B-Instruct --trust-remote-code --port 8801 \
            --no-enable-prefix-caching
            """
        #expect(launch.argv == published.split(separator: " ").map(String.init))
        #expect(launch.environment == ["VLLM_USE_MODELSCOPE": "True", "CUDA_VISIBLE_DEVICES": "0"])
    }

    @Test func `a version asked for wins over the recipe's and over an installed one`() throws {
        let installed = InstalledTool(
            id: HarnessSamples.vllm,
            version: "0.20.0",
            command: ["/opt/bin/vllm", "bench", "serve"],
            origin: .path
        )
        let found = [HarnessSamples.vllm: installed]
        func version(_ own: ToolVersion?, _ versions: [ToolID: ToolVersion]) throws -> ToolPlan {
            let recipe = try recipe("minimal-1x1") { $0.tools[0].version = own }
            return try PlanService.plan(recipe, versions: versions, found: found)[0]
        }
        #expect(try version(nil, [:]).argv.first == "/opt/bin/vllm")
        #expect(try version("0.11.0", [:]).version == "0.11.0")
        #expect(try version("0.11.0", [:]).argv.first == "vllm")
        #expect(try version("0.11.0", [HarnessSamples.vllm: "0.12.0"]).version == "0.12.0")
    }

    @Test func `what a tool cannot express is an error with the tool and the key`() throws {
        let recipe = try recipe("minimal-1x1") {
            $0.workload.rate = 5
            $0.workload.burstiness = 2
            $0.tools = [ToolChoice("evalscope")]
        }
        do {
            _ = try PlanService.plan(recipe, versions: [:], found: [:])
            Issue.record("it was planned")
        } catch HarnessError.translation(let error) {
            #expect(error.tool == ToolID("evalscope"))
            #expect(error.key == "workload.burstiness")
        }
    }

    @Test func `a plan holds no secret`() throws {
        let recipe = try recipe("minimal-1x1") { $0.workload.apiKeyVariable = "MY_KEY" }
        let plans = try plan(recipe, [HarnessSamples.vllm: "0.32.0"])
        let native = try #require(plans[.native])
        #expect(native.env == ["MY_KEY": "***"])
        #expect(native.argv.contains("MY_KEY"))
        #expect(plans[HarnessSamples.vllm]?.env["OPENAI_API_KEY"] == "***")
    }

    @Test func `shared prompts and the simulator's tokenizer have a place before there is a run`() throws {
        let argv = try #require(try plan(recipe("quickstart"))[HarnessSamples.vllm]).argv
        #expect(argv.contains { $0.hasSuffix("prompts.jsonl") })
        #expect(argv.contains { $0.hasSuffix("/tokenizer") })
    }
}
