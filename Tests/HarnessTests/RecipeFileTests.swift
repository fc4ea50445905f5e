import BenchModel
import Foundation
import Harness
import TestSupport
import Testing

struct RecipeFileTests {
    private static let folder = "recipes/valid"

    private func valid(_ name: String) throws -> Recipe {
        try RecipeFile.load(path: Fixtures.path("\(Self.folder)/\(name).yaml"))
    }

    @Test(arguments: Fixtures.cases(folder))
    func `a valid recipe is read`(file: String) throws {
        #expect(throws: Never.self) { try RecipeFile.load(path: Fixtures.path("\(Self.folder)/\(file)")) }
    }

    @Test func `an entry of tools may be any tool under a name of its own`() throws {
        let recipe = try valid("same-tool-twice")
        #expect(recipe.tools.map(\.id.rawValue) == ["old", "new", "native"])
        #expect(recipe.tools.map(\.tool.rawValue) == ["vllm", "vllm", "native"])
        #expect(recipe.tools[1].version == "0.32.0")
        #expect(recipe.referenceTool == ToolID("old"))
    }

    @Test func `what is absent has the defaults of the model`() throws {
        let expected = Recipe(name: "least", server: .simulate(Simulation()), model: ModelChoice(name: "simulator"))
        #expect(try valid("least") == expected)
    }

    @Test func `keys without a value are absent`() throws {
        var expected = Recipe(
            name: "empty-values",
            server: .url("http://127.0.0.1:8801"),
            model: ModelChoice(name: "m")
        )
        expected.tools = [ToolChoice("native")]
        #expect(try valid("empty-values") == expected)
    }

    @Test func `every key reaches its place`() throws {
        var launch = ServerLaunch(
            argv: ["python", "-m", "server", "--port", "8801", "--share", "0.50"],
            url: "http://127.0.0.1:8801/prefix"
        )
        launch.ready = "http://127.0.0.1:8801/health?full=1"
        launch.timeout = .seconds(600)
        launch.teardown = .milliseconds(1500)
        launch.environment = ["CUDA_VISIBLE_DEVICES": "0", "MODE": "on"]
        var model = ModelChoice(name: "Qwen2.5-0.5B-Instruct")
        model.servedName = "qwen"
        model.tokenizers = ["vllm": Fixtures.path("recipes/tokenizer"), "evalscope": "Qwen/Qwen2.5-0.5B-Instruct"]
            .reduce(into: [:]) { $0[ToolID($1.key)] = $1.value }
        var expected = Recipe(name: "everything", server: .launch(launch), model: model)
        expected.api = .completions
        expected.workload = workload
        expected.warmup.requests = 4
        expected.warmup.pause = .milliseconds(250)
        expected.tools = tools
        expected.reference = ToolID("vllm")
        expected.rounds = RoundPlan(minimum: 2, maximum: 6)
        expected.tolerance.share = 0.025
        expected.tolerance.floor = 20e-6
        expected.tolerance.rules = [
            "ttft.p99": .within(share: 0.05, floor: nil), "itl": .within(share: 0.1, floor: 100e-6),
            "throughput.requests": .within(share: 0.01, floor: 0.5), "duration": .information, "tokens.input": .exact,
        ]
        expected.gate.metrics = ["ttft.mean", "tpot", "requests.failed"]
        expected.gate.view = .canonical
        expected.allow = [.sampling, .arrivals, .lengths, .promptLength, .work]
        #expect(try valid("everything") == expected)
    }

    @Test func `the simulator's settings are read as its flags are`() throws {
        var simulation = Simulation()
        simulation.ttft = .milliseconds(20)
        simulation.itl = .microseconds(4700)
        simulation.jitter = ScheduleJitter(ttft: .milliseconds(5), itl: .milliseconds(1), seed: 7)
        simulation.layout.roleEarly = true
        simulation.layout.usageDelay = .milliseconds(50)
        simulation.layout.reasoningTokens = 3
        simulation.faults = [
            SimulatorFault(.status(503), .every(10)), SimulatorFault(.cut(after: 5), .rate(0.01, seed: 0)),
            SimulatorFault(.stall(after: 0, lasting: .milliseconds(50)), .indices([3, 7])),
            SimulatorFault(.refuse, .every(1)),
        ]
        #expect(try valid("simulator").server == .simulate(simulation))
        var batching = Simulation()
        batching.engine = try EngineModel(
            text: "slots=8,prefill=0.1ms,step=10ms,step-per-sequence=0.2ms,prefix-cache"
        )
        batching.layout.usageOnLastChoice = true
        #expect(try valid("engine").server == .simulate(batching))
    }

    private var workload: Workload {
        var workload = Workload()
        workload.lengths = .aligned
        workload.inputTokens = 200
        workload.outputTokens = 50
        workload.prefixTokens = 10
        workload.rangeRatio = 0.25
        workload.requests = 600
        workload.concurrency = nil
        workload.rate = 12.5
        workload.burstiness = 2
        workload.ignoreEOS = false
        workload.temperature = 0.7
        workload.topP = 0.9
        workload.topK = 40
        workload.minP = 0.05
        workload.repetitionPenalty = 1.1
        workload.presencePenalty = -0.5
        workload.frequencyPenalty = 0.5
        workload.stop = ["END", "\n\n"]
        workload.seed = -1
        workload.promptSeed = 42
        workload.extraBody = [
            "guided": ["regex": "[a-z]+", "depth": 3], "flags": [true, .null, 0.5], "cache_salt": "on",
        ]
        workload.headers = ["X-Team": "bench", "Authorization": "Bearer ${TOKEN}"]
        workload.apiKeyVariable = "OPENAI_API_KEY"
        return workload
    }

    private var tools: [ToolChoice] {
        var evalscope = ToolChoice("evalscope")
        evalscope.version = "1.14"
        evalscope.extraArguments = ["--debug", "3"]
        evalscope.environment = ["HF_HUB_OFFLINE": "1"]
        evalscope.timeout = .seconds(1800)
        var vllm = ToolChoice("vllm")
        vllm.version = "0.32.0"
        vllm.command = ["/opt/my tools/vllm", "bench", "serve"]
        return [evalscope, vllm, ToolChoice("native")]
    }

    @Test func `an alias stands for what its anchor marks`() throws {
        let recipe = try valid("anchors")
        var simulation = Simulation()
        simulation.ttft = .milliseconds(200)
        simulation.itl = .milliseconds(200)
        simulation.port = 8123
        #expect(recipe.server == .simulate(simulation))
        #expect(recipe.tools.map(\.timeout) == [.seconds(7200), .seconds(7200)])
    }

    @Test func `a rate may rise`() throws {
        let workload = try valid("ramp-up").workload
        #expect(workload.rampUp == RampUp(.exponential, from: 0.5, to: 20))
        #expect(workload.rate == nil && workload.concurrency == nil && workload.burstiness == 4)
    }

    @Test func `short forms and paths are written out`() throws {
        let recipe = try valid("prompt-file")
        #expect(recipe.workload.prompts == .file)
        #expect(recipe.workload.file == Fixtures.path("recipes/valid/prompts.jsonl"))
        #expect(recipe.model.tokenizer == Fixtures.path("recipes/valid/tokenizer"))
        #expect(recipe.workload.rate == nil)
        #expect(recipe.workload.stop == ["END"])
        #expect(recipe.workload.topP == nil)
        #expect(recipe.workload.temperature == nil)
        #expect(recipe.warmup.requests == 0)
        #expect(recipe.tools.map(\.command) == [["vllm", "bench", "serve"]])
    }

    @Test(arguments: [
        ("3", 3, 3), ("1", 1, 1), ("{min: 5}", 5, 5), ("{max: 6}", 3, 6), ("{max: 2}", 2, 2),
        ("{min: 2, max: 4}", 2, 4),
        ("{}", 3, 3),
    ])
    func `rounds that are not given follow from those that are`(text: String, minimum: Int, maximum: Int) throws {
        let text = "server: {simulate: {}}\nmodel: {name: m}\nrounds: \(text)"
        let recipe = try RecipeFile.parse(text, name: "r.yaml", folder: "/")
        #expect(recipe.rounds.minimum == minimum)
        #expect(recipe.rounds.maximum == maximum)
    }

    @Test func `a caller can name more tools`() throws {
        let text = "server: {simulate: {}}\nmodel: {name: m}\ntools: [aiperf]"
        let recipe = try RecipeFile.parse(text, name: "r.yaml", folder: "/", tools: [ToolID("aiperf")])
        #expect(recipe.tools.map(\.id.rawValue) == ["aiperf"])
    }

    @Test func `a file from Windows has the same places`() {
        let text = "\u{FEFF}server: {simulate: {}}\r\nmodel: {name: m}\r\nrounds: 0\r\nrounds: 2\r\napi: 3\r\n"
        let error = #expect(throws: RecipeError.self) { try RecipeFile.parse(text, name: "r.yaml", folder: "/") }
        #expect(error?.problems.map(\.place.description) == ["r.yaml:3:9", "r.yaml:4:1", "r.yaml:5:6"])
    }

    @Test(arguments: [39, 999, 5000])
    func `brackets without end are refused`(depth: Int) {
        let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        let text = "server: {simulate: {}}\nmodel: {name: m}\nworkload: {extra_body: {a: \(nested)}}"
        let error = #expect(throws: RecipeError.self) { try RecipeFile.parse(text, name: "r.yaml", folder: "/") }
        #expect(error?.problems.count == 1)
    }

    @Test func `a control character is a problem with its place`() {
        let error = #expect(throws: RecipeError.self) {
            try RecipeFile.parse("name: a\nserver: \u{1}", name: "r.yaml", folder: "/")
        }
        #expect(error?.problems.map(\.place.description) == ["r.yaml:2:9"])
    }

    @Test func `a file that cannot be read says why`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let binary = folder.appending(path: "binary.yaml")
            try Data([0x6E, 0xFF, 0xFE]).write(to: binary)
            #expect(problem(binary.path) == .unreadable(.notUTF8))
            #expect(problem(folder.path) == .unreadable(.folder))
            #expect(problem(folder.appending(path: "none.yaml").path) == .unreadable(.missing))
        }
    }

    private func problem(_ path: String) -> RecipeProblem.Kind? {
        do throws(RecipeError) {
            _ = try RecipeFile.load(path: path)
            return nil
        } catch {
            return error.problems.first?.kind
        }
    }
}
