import BenchModel
import Foundation
import Synchronization
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

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
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

    @Test func `a warm-up has as many requests as the load has under way, however many`() {
        let recipe = HarnessSamples.recipe {
            $0.warmup.requests = nil
            $0.workload.concurrency = 1000
        }
        #expect(Set(WarmupLoad.prompts(recipe, occasion: 1)).count == 1000)
    }

    @Test(arguments: [(nil, false), (0, false), (1, true), (7, true), (8, false), (9, false)] as [(Int?, Bool)])
    func `a warm-up that is smaller than the load is noted`(requests: Int?, isNoted: Bool) {
        var recipe = HarnessSamples.recipe {
            $0.warmup.requests = requests
            $0.workload.concurrency = 8
            $0.workload.requests = 20
        }
        let notes = WarmupLoad.notes(recipe)
        #expect(notes.isEmpty != isNoted)
        #expect(notes.allSatisfy { $0.contains("warmup.requests") && $0.contains("8 requests") })
        // No more than there are can be under way.
        recipe.workload.requests = 1
        #expect(WarmupLoad.notes(recipe).isEmpty)
    }

    @Test func `no prompt of a run is one of a warm-up`() async throws {
        try await HarnessSamples.withSimulator { url in
            var recipe = HarnessSamples.recipe(url)
            recipe.workload.requests = 200
            let texts = try await PromptSet.make(
                count: 200,
                tokens: Array(repeating: 16, count: 200),
                prefixTokens: 0,
                api: recipe.api,
                model: "simulator",
                baseURL: url,
                headers: [],
                seed: 0
            )
            recipe.warmup.requests = 200
            for occasion in [1000, 1001, 2000] {
                #expect(Set(texts).isDisjoint(with: WarmupLoad.prompts(recipe, occasion: occasion)))
            }
        }
    }

    /// Instants of the system's monotonic clock, which the simulator's log has too.
    @Test func `it is over before a tool starts, and then every tool waits equally long`() async throws {
        let pause = 0.2
        try await Fixtures.withTemporaryFolder { path in
            let folder = ResultFolder(path: path.path)
            let starts = Mutex<[Double]>([])
            let tools = [HarnessSamples.vllm, HarnessSamples.evalscope].map { id in
                FakeAdapter(
                    id,
                    execute: { _, _ in
                        starts.withLock { $0.append(Self.now()) }
                        return FakeAdapter.success
                    },
                    read: { _ in HarnessSamples.report(id) }
                )
            }
            let recipe = HarnessSamples.recipe {
                $0.server = .simulate(Simulation())
                $0.tools = tools.map { ToolChoice($0.id.rawValue) }
                $0.rounds = RoundPlan(minimum: 2, maximum: 2)
                $0.warmup.requests = 4
                $0.warmup.pause = .seconds(pause)
            }
            try await ServerScope.with(recipe, folder: folder, onEvent: { _ in }) { server in
                _ = try await RoundLoop(
                    recipe: recipe,
                    setups: tools.map(\.setup),
                    factory: JobFactory(recipe: recipe, baseURL: server.base),
                    folder: folder,
                    store: try ResultStore(path: folder.file("results.sqlite")),
                    onEvent: { _ in }
                ).run()
            }
            let log = try String(contentsOfFile: folder.file("server/simulator.jsonl"), encoding: .utf8)
            let ends = try log.split(separator: "\n").map {
                try JSONDecoder().decode(Line.self, from: Data($0.utf8))
            }.filter { $0.path == recipe.api.path }.compactMap(\.done).sorted()
            #expect(ends.count == 16)
            let instants = starts.withLock { $0 }
            #expect(instants.count == 4)
            for (place, start) in instants.enumerated() {
                let before = ends.filter { $0 < start }
                #expect(before.count == (place + 1) * 4)
                let gap = start - (before.last ?? 0)
                #expect(gap >= pause && gap < pause + 0.5, "\(gap) s")
            }
        }
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
