import BenchModel
import Foundation
import TestSupport
import Testing
import ToolAdapters
import Traffic

@testable import Harness

struct WarmupLoadTests {
    private struct Line: Decodable {
        let path: String
        let promptTokens: Int
        let outputTokens: Int
        let done: Double?
        let status: Int

        private enum CodingKeys: String, CodingKey {
            case path, done, status
            case promptTokens = "prompt_tokens"
            case outputTokens = "output_tokens"
        }
    }

    private func send(_ recipe: Recipe, to url: String, occasion: Int = 1) async throws {
        let job = ToolJob(recipe: recipe, choice: ToolChoice("native"), baseURL: url, outputFolder: "")
        try await WarmupLoad.send(recipe, job: job, occasion: occasion)
    }

    /// What the simulator answered while the warm-up was sent.
    private func log(_ change: (inout Recipe) -> Void) async throws -> [Line] {
        try await Fixtures.withTemporaryFolder { folder in
            let path = folder.appending(path: "log.jsonl").path
            try await HarnessSamples.withSimulator(log: path) { url in
                try await send(HarnessSamples.recipe(url, change: change), to: url)
            }
            let text = try String(contentsOfFile: path, encoding: .utf8)
            return try text.split(separator: "\n").map {
                try JSONDecoder().decode(Line.self, from: Data($0.utf8))
            }
        }
    }

    @Test func `as many requests as the recipe says are answered in full before it returns`() async throws {
        let lines = try await log {
            $0.warmup.requests = 5
            $0.workload.outputTokens = 100
        }
        #expect(lines.count == 5)
        for line in lines {
            #expect(line.path == "/v1/chat/completions")
            #expect(line.outputTokens == 32)
            #expect(line.done != nil && line.status == 200)
        }
    }

    @Test func `the default is the concurrency, and none is none`() async throws {
        #expect(
            try await log {
                $0.warmup.requests = nil
                $0.workload.concurrency = 7
            }.count == 7
        )
        #expect(try await log { $0.warmup.requests = 0 }.isEmpty)
    }

    /// With one word a prompt, prompts drawn at random would meet.
    @Test func `every prompt differs, within a warm-up and from one to the next`() {
        var recipe = HarnessSamples.recipe()
        recipe.workload.inputTokens = 1
        recipe.warmup.requests = 256
        let first = WarmupLoad.prompts(recipe, occasion: 1000)
        #expect(Set(first).count == 256)
        recipe.workload.inputTokens = 100
        let (second, third) = (WarmupLoad.prompts(recipe, occasion: 1001), WarmupLoad.prompts(recipe, occasion: 2000))
        #expect(Set(second).isDisjoint(with: third))
        #expect(second == WarmupLoad.prompts(recipe, occasion: 1001))
    }

    @Test func `a warm-up of which nothing succeeds stops the run`() async throws {
        try await HarnessSamples.withSimulator { url in
            let recipe = HarnessSamples.recipe(url) { $0.model.name = "other" }
            let error = await HarnessSamples.failure { try await send(recipe, to: url) }
            guard case .warmupFailed(url + "/v1/chat/completions", let reason)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reason.contains("other"))
        }
    }

    @Test func `a server that is gone is a load error`() async {
        let error = await HarnessSamples.failure {
            try await send(HarnessSamples.recipe(), to: "http://127.0.0.1:9")
        }
        guard case .load(.unreachable(_, let port, _))? = error, port == 9 else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
