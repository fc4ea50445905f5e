import BenchModel
import Synchronization
import Testing

@testable import Traffic

struct LoadEngineDurationTests {
    private func plan(_ server: ScriptedServer, requests: Int, concurrency: Int = 2) -> LoadPlan {
        var plan = LoadPlan(
            url: server.url + "/v1/chat/completions",
            bodies: (0..<3).map { Array(#"{"n":\#($0)}"#.utf8) },
            concurrency: concurrency,
            isChat: true
        )
        plan.requests = requests
        return plan
    }

    private static let slow = [ScriptedServer.Step.pause(.milliseconds(20))] + Answer.twoTokens

    @Test func `bodies are sent again from the start when there are more requests`() async throws {
        let seen = Mutex<[String]>([])
        try await ScriptedServer.with { request in
            seen.withLock { $0.append(request.body) }
            return Answer.twoTokens
        } _: { server in
            let result = try await LoadEngine.run(plan(server, requests: 7, concurrency: 1))
            #expect(result.records.map(\.index) == Array(0..<7))
            #expect(seen.withLock { $0 } == [0, 1, 2, 0, 1, 2, 0].map { #"{"n":\#($0)}"# })
        }
    }

    @Test func `when the time is up nothing more is sent, and what is under way is awaited`() async throws {
        try await ScriptedServer.with { _ in
            Self.slow
        } _: { server in
            var plan = plan(server, requests: .max)
            plan.duration = .milliseconds(150)
            let result = try await LoadEngine.run(plan)
            #expect(!result.interrupted)
            #expect(result.records.count >= 4 && result.records.count <= 20)
            #expect(result.records.allSatisfy { $0.succeeded })
            let last = try #require(result.records.map(\.sent).max())
            // The end is looked for every 10 ms.
            #expect(last - result.started < 0.3)
            #expect(result.ended - result.started >= 0.14)
        }
    }

    @Test func `whichever of count and time comes first ends the run`() async throws {
        try await ScriptedServer.with { _ in
            Self.slow
        } _: { server in
            var plan = plan(server, requests: 3)
            plan.duration = .seconds(60)
            let counted = try await LoadEngine.run(plan)
            #expect(counted.records.count == 3)
            plan.requests = 100_000
            plan.duration = .milliseconds(80)
            let timed = try await LoadEngine.run(plan)
            #expect(timed.records.count < 50)
        }
    }

    @Test func `in an open loop what is not due in time is not sent`() async throws {
        try await ScriptedServer.with { _ in
            Answer.twoTokens
        } _: { server in
            var plan = plan(server, requests: 4, concurrency: .max)
            plan.due = [0, 0.01, 30, 31]
            plan.duration = .milliseconds(100)
            let result = try await LoadEngine.run(plan)
            #expect(result.records.map(\.index) == [0, 1])
            #expect(!result.interrupted)
        }
    }

    @Test func `a server that has gone is not asked as fast as the machine can`() async throws {
        try await ScriptedServer.with { request in
            request.index == 0 ? Answer.twoTokens + [.leave] : [.close]
        } _: { server in
            var plan = plan(server, requests: .max, concurrency: 1)
            plan.duration = .milliseconds(200)
            let result = try await LoadEngine.run(plan)
            let refused = result.records.filter { $0.failure?.kind == .connect }
            #expect(refused.count >= 1 && refused.count <= 25)
        }
    }

    @Test func `what a request was recorded with fits the memory that is promised for it`() {
        // The array of instants has a header of its own, which the system rounds up.
        #expect(MemoryLayout<RequestRecord>.stride + 48 <= 300)
    }
}
