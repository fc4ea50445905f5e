import BenchModel
import Foundation
import Harness
import TestSupport
import Testing

/// What `recipes/` holds.
struct RecipeFileShippedTests {
    private static let folder = Fixtures.root.appending(path: "recipes")

    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }()

    private func load(_ name: String) throws -> Recipe {
        try RecipeFile.load(path: Self.folder.appending(path: "\(name).yaml").path)
    }

    @Test func `there is something to load`() {
        #expect(Self.names.contains("quickstart"))
    }

    @Test(arguments: names)
    func `a shipped recipe loads and bears its file's name`(name: String) throws {
        #expect(try load(name).name == name)
    }

    @Test(arguments: names)
    func `a shipped recipe says first what it is for`(name: String) throws {
        let text = try String(contentsOf: Self.folder.appending(path: "\(name).yaml"), encoding: .utf8)
        let header = text.split(separator: "\n").prefix { $0.hasPrefix("# ") }
        #expect((2...4).contains(header.count))
    }

    @Test(arguments: [("vllm-vs-evalscope-50x500", 50, 500), ("minimal-1x1", 1, 1), ("launch-vllm-50x500", 50, 500)])
    func `the recipes for a vLLM server do the same work`(name: String, concurrency: Int, requests: Int) throws {
        let recipe = try load(name)
        var workload = Workload()
        workload.inputTokens = 100
        workload.outputTokens = 100
        workload.requests = requests
        workload.concurrency = concurrency
        workload.topK = 0
        #expect(recipe.workload == workload)
        #expect(recipe.model.tokenizer(for: ToolID("evalscope")) == "Qwen/Qwen2.5-0.5B-Instruct")
        #expect(recipe.model.tokenizer(for: .native) == nil)
        #expect(recipe.tools.map(\.id.rawValue) == ["vllm", "evalscope", "native"])
    }
}
