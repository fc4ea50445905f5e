import BenchModel
import Harness
import Testing

struct RecipeFileOverrideTests {
    private static let base = """
        name: base
        server: {url: "http://127.0.0.1:8801"}
        model: {name: m, tokenizer: {vllm: /tokenizer}}
        workload: {requests: 10, stop: [a, b]}
        warmup: 4
        tools: [vllm, native]
        rounds: 5
        tolerance: {metrics: {ttft: 5%}}
        """

    private func recipe(_ overrides: String...) throws(RecipeError) -> Recipe {
        try RecipeFile.parse(
            Self.base,
            name: "r.yaml",
            folder: "/r",
            overrides: overrides.compactMap(RecipeOverride.init)
        )
    }

    /// Empty when the recipe is good.
    private func errors(_ overrides: String...) -> [String] {
        do throws(RecipeError) {
            let overrides = overrides.compactMap(RecipeOverride.init)
            _ = try RecipeFile.parse(Self.base, name: "r.yaml", folder: "/r", overrides: overrides)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test(arguments: ["rounds", "=1", ".a=1", "a..b=1", "a.=1", ""])
    func `text that names no key or no value is no override`(text: String) {
        #expect(RecipeOverride(text) == nil)
    }

    @Test func `an override replaces a value or adds one`() throws {
        let recipe = try recipe(
            "name=other",
            "workload.requests=7",
            "workload.top_k=3",
            "rounds=1",
            "gate.view=reported"
        )
        #expect(recipe.name == "other")
        #expect(recipe.workload.requests == 7)
        #expect(recipe.workload.topK == 3)
        #expect(recipe.rounds == RoundPlan(minimum: 1, maximum: 1))
        #expect(recipe.gate.view == .reported)
    }

    @Test func `the last of two overrides of a key wins`() throws {
        #expect(try recipe("workload.requests=7", "workload.requests=8").workload.requests == 8)
    }

    @Test func `an override's value is YAML`() throws {
        let recipe = try recipe(#"workload.stop=["x", 'y=z']"#, "workload.extra_body={a: {b: [1]}}", "workload.top_p=")
        #expect(recipe.workload.stop == ["x", "y=z"])
        #expect(recipe.workload.extraBody == ["a": ["b": [1]]])
        #expect(recipe.workload.topP == nil)
    }

    @Test func `a tool of a list gets settings, the others stay`() throws {
        let recipe = try recipe("tools.vllm.version=0.11.0", "tools.vllm.timeout=5m")
        var vllm = ToolChoice("vllm")
        vllm.version = "0.11.0"
        vllm.timeout = .seconds(300)
        #expect(recipe.tools == [vllm, ToolChoice("native")])
    }

    @Test(arguments: [
        ("server.simulate.ttft=5ms", "simulate"), ("server.simulate={}", "simulate"),
        ("server.url=http://other:1", "url"),
    ])
    func `another kind of server replaces the one that is there`(text: String, kind: String) throws {
        switch try recipe(text).server {
        case .simulate: #expect(kind == "simulate")
        case .url(let url): #expect(kind == "url" && url == "http://other:1")
        case .launch: Issue.record("nobody asked for a launch")
        }
    }

    @Test func `one tokenizer replaces a map of them, and the reverse`() throws {
        #expect(try recipe("model.tokenizer=hub/id").model.tokenizer == "hub/id")
        #expect(try recipe("model.tokenizer=hub/id").model.tokenizers.isEmpty)
        let both = try recipe("model.tokenizer=hub/id", "model.tokenizer.evalscope=other/id").model
        #expect(both.tokenizer == nil)
        #expect(both.tokenizers == [ToolID("evalscope"): "other/id"])
    }

    @Test func `a key of the long form keeps what the short form said`() throws {
        let recipe = try recipe("rounds.max=8", "warmup.pause=2s", "tolerance.metrics.ttft.floor=1ms")
        #expect(recipe.rounds == RoundPlan(minimum: 5, maximum: 8))
        #expect(recipe.warmup.requests == 4)
        #expect(recipe.warmup.pause == .seconds(2))
        #expect(recipe.tolerance.rules["ttft"] == .within(share: 0.05, floor: 0.001))
    }

    @Test func `a metric's dot does not divide a path`() throws {
        let recipe = try recipe("tolerance.metrics.ttft.p99=7%", "tolerance.metrics.tokens.input.within=1%")
        #expect(recipe.tolerance.rules["ttft.p99"] == .within(share: 0.07, floor: nil))
        #expect(recipe.tolerance.rules["tokens.input"] == .within(share: 0.01, floor: nil))
    }

    @Test func `a path on the command line is relative to the working folder`() throws {
        let recipe = try recipe("workload.prompts=file", "workload.file=/data/p.jsonl", "model.tokenizer=./t")
        #expect(recipe.workload.file == "/data/p.jsonl")
        #expect(recipe.model.tokenizer?.hasPrefix("/r/") == false)
        #expect(recipe.model.tokenizer?.hasSuffix("/t") == true)
    }

    @Test func `a problem of an override names the override`() {
        #expect(
            errors("workload.concurency=3", "rounds=0", "tools.vlm.version=1", "worklod.requests=3", "name=[") == [
                "--set workload.concurency: unknown key 'concurency' in 'workload'. Did you mean 'concurrency'?",
                "--set rounds: 'rounds' must be a whole number of at least 1 and at most 10000, not '0'.",
                "--set tools.vlm.version: unknown tool 'vlm'. Did you mean 'vllm'?",
                "--set worklod.requests: unknown key 'worklod'. Did you mean 'workload'?",
                "--set name: not valid YAML: did not find expected node content while parsing a flow node.",
            ]
        )
    }

    @Test func `problems come in the order of the file, then of the overrides`() {
        let text = "server: {simulate: {}}\nmodel: {name: m}\nrounds: 0"
        let overrides = ["workload.rate=5", "name=[", "reference=nativ"].compactMap(RecipeOverride.init)
        let error = #expect(throws: RecipeError.self) {
            try RecipeFile.parse(text, name: "r.yaml", folder: "/r", overrides: overrides)
        }
        #expect(
            error?.problems.map(\.place.description) == [
                "r.yaml:3:9", "--set workload.rate", "--set name", "--set reference",
            ]
        )
    }

    @Test func `values that contradict each other are found across overrides and file`() {
        #expect(
            errors("workload.rate=5", "reference=evalscope") == [
                "--set workload.rate: 'workload.rate' needs 'workload.concurrency'. "
                    + "Write 'concurrency: unlimited', or a number of requests.",
                "--set reference: 'reference' is 'evalscope', which is not among the recipe's tools: vllm, native.",
            ]
        )
    }
}
