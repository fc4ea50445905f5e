import Testing

@testable import Benchmark

struct ScenarioCatalogueTests {
    @Test func `names are unique and every load can be`() {
        let all = ScenarioCatalogue.all
        #expect(Set(all.map(\.name)).count == all.count)
        for scenario in all {
            #expect(scenario.load.concurrency != nil || scenario.load.rate != nil)
            #expect(scenario.clients.contains(.native) && !scenario.targets.isEmpty)
            for target in scenario.targets {
                if case .ratioAtMost(_, let base) = target.bound { #expect(scenario.clients.contains(base)) }
                if case .ratioAbove(_, let base) = target.bound { #expect(scenario.clients.contains(base)) }
            }
        }
    }

    @Test func `the quick ones are small`() {
        #expect(!ScenarioCatalogue.quick.isEmpty)
        #expect(ScenarioCatalogue.quick.allSatisfy { $0.load.chunks <= 50_000 && $0.mostRounds == 1 })
    }

    @Test func `a slow client gets fewer requests, but as many as are under way at once`() {
        var scenario = ScenarioCatalogue.all[0]
        scenario.slowRequests = 10
        #expect(scenario.load(for: .vllm).requests == 50)
        #expect(scenario.load(for: .native).requests == 1000)
        scenario.slowRequests = 200
        #expect(scenario.load(for: .evalscope).requests == 200)
    }

    @Test func `each round begins with another client`() {
        #expect(
            (0..<4).map { RoundRunner.order(["a", "b", "c"], round: $0) }.map { $0.joined() } == [
                "abc", "bca", "cab", "abc",
            ]
        )
        #expect(RoundRunner.order([Int](), round: 1).isEmpty)
    }

    @Test func `the simulator is told the whole load`() {
        var load = LoadShape(requests: 1, concurrency: 1)
        load.batch = 1
        load.logsChunks = false
        let words = SimulatorProcess.arguments(load, log: "/l")
        let expected = "simulate --port 0 --ttft 20ms --itl 4700us --log /l --batch 1 --no-log-chunks"
        #expect(words.joined(separator: " ") == expected)
        #expect(SimulatorProcess.baseURL(in: "listening at http://127.0.0.1:81 (model m)") == "http://127.0.0.1:81")
        #expect(SimulatorProcess.baseURL(in: "warning") == nil)
    }
}
