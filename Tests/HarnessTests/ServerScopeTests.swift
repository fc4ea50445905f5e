import BenchModel
import Foundation
import TestSupport
import Testing
import Traffic

@testable import Harness

struct ServerScopeTests {
    private static let body = #"{"prompt":"a","max_tokens":3,"stream":true}"#

    /// The answer to one request, and the page of figures after it.
    private func ask(_ simulation: Simulation) async throws -> (answer: HTTPReply, metrics: String, log: String) {
        try await Fixtures.withTemporaryFolder { path in
            let folder = ResultFolder(path: path.path)
            let recipe = HarnessSamples.recipe { $0.server = .simulate(simulation) }
            let (answer, page) = try await ServerScope.with(recipe, folder: folder, onEvent: { _ in }) { server in
                let answer = try await HTTPClient.request(
                    "POST",
                    url: server.base + "/v1/completions",
                    body: Array(Self.body.utf8)
                )
                return (answer, try await HTTPClient.request("GET", url: server.base + "/metrics"))
            }
            let log = try String(contentsOfFile: folder.file("server/simulator.jsonl"), encoding: .utf8)
            return (answer, String(decoding: page.body, as: UTF8.self), log)
        }
    }

    @Test func `the simulator fails as the recipe says`() async throws {
        var simulation = Simulation()
        simulation.faults = [SimulatorFault(.status(503), .every(1))]
        #expect(try await ask(simulation).answer.status == 503)
    }

    @Test func `the simulator's engine, layout and jitter are the recipe's`() async throws {
        var batching = Simulation()
        batching.engine = try EngineModel(text: "slots=2,step=1ms,prefix-cache")
        batching.layout.emptyDeltas = true
        let (answer, metrics, _) = try await ask(batching)
        #expect(String(decoding: answer.body, as: UTF8.self).contains(#""text":"""#))
        #expect(metrics.contains(#"vllm:prefix_cache_queries_total{engine="0",model_name="simulator"} 1.0"#))

        var jittered = Simulation()
        (jittered.ttft, jittered.itl) = (.zero, .zero)
        jittered.jitter = ScheduleJitter(itl: .milliseconds(20), seed: 1)
        let log = try await ask(jittered).log
        let line = try #require(log.split(separator: "\n").first { $0.contains("completions") })
        let entry = try JSONDecoder().decode(JSONValue.self, from: Data(line.utf8))
        let chunks = try #require(entry["chunks"]?.array).compactMap(\.double)
        try #require(chunks.count == 3)
        #expect(chunks[2] - chunks[0] > 0.001)
    }
}
