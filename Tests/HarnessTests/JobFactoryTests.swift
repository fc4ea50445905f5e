import BenchModel
import Testing
import ToolAdapters

@testable import Harness

struct JobFactoryTests {
    private func job(_ tool: String, _ change: (inout JobFactory) -> Void) -> ToolJob {
        let recipe = HarnessSamples.recipe { $0.model.tokenizers = [HarnessSamples.vllm: "/own"] }
        var factory = JobFactory(recipe: recipe, baseURL: "http://127.0.0.1:5")
        change(&factory)
        let setup = ToolSetup(
            adapter: NativeEngine(),
            choice: ToolChoice(tool),
            version: "1.2.3",
            command: ["/bin/\(tool)"]
        )
        return factory.job(for: setup, outputFolder: "/out", salt: "salt")
    }

    @Test func `a job has what was found out`() {
        let job = job("evalscope") {
            $0.promptFile = "/prompts.jsonl"
            $0.templateTokens = 9
            $0.apiKey = "key"
            $0.headers = ["x": "resolved"]
        }
        #expect(job.baseURL == "http://127.0.0.1:5")
        #expect(job.outputFolder == "/out")
        #expect(job.version == "1.2.3")
        #expect(job.command == ["/bin/evalscope"])
        #expect(job.promptFile == "/prompts.jsonl")
        #expect(job.templateTokens == 9)
        #expect(job.apiKey == "key")
        #expect(job.headers == ["x": "resolved"])
    }

    @Test func `the recipe's tokenizer wins over the server's`() {
        #expect(job("vllm") { $0.defaultTokenizer = "/server" }.tokenizer == "/own")
        #expect(job("evalscope") { $0.defaultTokenizer = "/server" }.tokenizer == "/server")
        #expect(job("evalscope") { _ in }.tokenizer == nil)
    }

    @Test func `caches are salted only when asked for`() {
        #expect(job("vllm") { _ in }.cacheSalt == nil)
        #expect(job("vllm") { $0.saltsCache = true }.cacheSalt == "salt")
    }
}
