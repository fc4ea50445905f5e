import BenchModel
import Foundation
import TestSupport
import Testing
import ToolAdapters
import Traffic

@testable import Harness

struct PromptPreparationTests {
    private func prepare(
        _ recipe: Recipe,
        url: String = "http://127.0.0.1:9",
        tools: [String] = ["native"],
        reusesFile: Bool = false,
        in folder: URL
    ) async throws -> String? {
        let setups = tools.map {
            ToolSetup(adapter: NativeEngine(), choice: ToolChoice($0), version: nil, command: [])
        }
        let factory = JobFactory(recipe: recipe, baseURL: url)
        let target = ResultFolder(path: folder.path)
        return try await PromptPreparation(
            factory: factory,
            setups: setups,
            folder: target,
            reusesFile: reusesFile,
            onEvent: { _ in }
        ).prepare(headers: [])
    }

    private func fromFile(_ text: String, requests: Int = 2, tools: [String] = ["native"], in folder: URL) async throws
        -> String?
    {
        let file = folder.appending(path: "mine.jsonl")
        try text.write(to: file, atomically: true, encoding: .utf8)
        let recipe = HarnessSamples.recipe {
            $0.workload.prompts = .file
            $0.workload.file = file.path
            $0.workload.requests = requests
        }
        return try await prepare(recipe, tools: tools, in: folder)
    }

    private func reason(_ text: String, requests: Int = 2, tools: [String] = ["native"]) async throws -> String? {
        try await Fixtures.withTemporaryFolder { folder in
            let error = await HarnessSamples.failure {
                _ = try await fromFile(text, requests: requests, tools: tools, in: folder)
            }
            guard case .promptFile(let path, let reason)? = error else { return nil }
            #expect(path.hasSuffix("mine.jsonl"))
            return reason
        }
    }

    @Test func `prompts of the tools' own need no file`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let path = try await prepare(HarnessSamples.recipe(), in: folder)
            #expect(path == nil)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        }
    }

    @Test func `a file that cannot be used says why`() async throws {
        let good = #"{"prompt": "a"}"#
        #expect(try await reason(good)?.contains("1 prompts") == true)
        #expect(try await reason(good + "\n{\"prompt\": \"b\"").map { $0.contains("line 2") } == true)
        #expect(try await reason(good + "\n\n[1]\n")?.contains("line 3") == true)
        #expect(try await reason(" \n")?.contains("empty") == true)
        let broken = #"{"prompt": "a\nb"}"#
        #expect(try await reason("\(good)\n\(broken)\n", tools: ["native", "evalscope"])?.contains("prompt 2") == true)
        #expect(try await reason("\(good)\n\(broken)\n") == nil)
    }

    @Test func `a file that is not there is named`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = HarnessSamples.recipe {
                $0.workload.prompts = .file
                $0.workload.file = folder.path + "/nowhere.jsonl"
            }
            let error = await HarnessSamples.failure { _ = try await prepare(recipe, in: folder) }
            guard case .promptFile(recipe.workload.file, _)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test func `as many prompts as requests are copied from the user's file`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let text = #"{"prompt": "é 1"}"# + "\r\n" + #"{"prompt": "2", "other": 3}"# + "\r\n" + #"{"prompt": "3"}"#
            let path = try #require(try await fromFile(text, in: folder))
            #expect(path == folder.path + "/prompts.jsonl")
            #expect(try PromptLines.readLines(path).map(\.prompt) == ["é 1", "2"])
            #expect(try String(contentsOfFile: folder.path + "/prompts.txt", encoding: .utf8) == "é 1\n2\n")
        }
    }

    @Test(arguments: [API.chat, .completions])
    func `shared prompts have exactly the tokens that the server counts`(api: API) async throws {
        try await Fixtures.withTemporaryFolder { folder in
            try await HarnessSamples.withSimulator { url in
                let recipe = HarnessSamples.recipe(url) {
                    $0.api = api
                    $0.workload.prompts = .shared
                    $0.workload.prefixTokens = 5
                }
                let path = try #require(try await prepare(recipe, url: url, in: folder))
                let lines = try PromptLines.readLines(path)
                #expect(Set(lines.map(\.prompt)).count == 6)
                #expect(lines.allSatisfy { $0.outputTokens == nil })
                #expect(!FileManager.default.fileExists(atPath: folder.path + "/prompts.bodies.jsonl"))
                var job = ToolJob(recipe: recipe, choice: ToolChoice("native"), baseURL: url, outputFolder: "")
                job.promptFile = path
                let result = try await LoadEngine.run(try await NativeLoad.plan(for: job))
                #expect(result.records.map(\.inputTokens) == Array(repeating: 21, count: 6))
                #expect(result.records.map(\.outputTokens) == Array(repeating: 3, count: 6))
            }
        }
    }

    @Test func `prompts are the same whenever they are made, and those of a session that goes on are not made again`()
        async throws
    {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = HarnessSamples.recipe { $0.workload.prompts = .shared }
            let texts = try await HarnessSamples.withSimulator { url in
                var texts: [String] = []
                for _ in 1...2 {
                    let path = try #require(try await prepare(recipe, url: url, in: folder))
                    texts.append(try String(contentsOfFile: path, encoding: .utf8))
                }
                return texts
            }
            #expect(texts[0] == texts[1])
            // Nobody answers there.
            let path = try #require(try await prepare(recipe, reusesFile: true, in: folder))
            #expect(try String(contentsOfFile: path, encoding: .utf8) == texts[0])
        }
    }

    @Test func `lengths that vary are written for each prompt`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            try await HarnessSamples.withSimulator { url in
                let recipe = HarnessSamples.recipe(url) {
                    $0.workload.prompts = .shared
                    $0.workload.inputTokens = 40
                    $0.workload.outputTokens = 20
                    $0.workload.rangeRatio = 0.5
                }
                let path = try #require(try await prepare(recipe, url: url, in: folder))
                let outputs = try PromptLines.readLines(path).map(\.outputTokens)
                #expect(outputs == RequestLengths(recipe.workload).output)
                #expect(Set(outputs).count > 1)
                let bodies = try String(contentsOfFile: folder.path + "/prompts.bodies.jsonl", encoding: .utf8)
                let maxima = try bodies.split(separator: "\n").map {
                    try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8))["max_tokens"]?.int
                }
                #expect(maxima == outputs)
            }
        }
    }

    @Test func `a server without a tokenizer and no Python tool is an error`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = HarnessSamples.recipe { $0.workload.prompts = .shared }
            let error = await HarnessSamples.failure { _ = try await prepare(recipe, in: folder) }
            guard case .prompts(.request)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }
}
