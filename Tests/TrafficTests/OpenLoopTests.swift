import BenchModel
import Synchronization
import Testing

@testable import Traffic

struct OpenLoopTests {
    private func plan(_ server: ScriptedServer, due: [Double], concurrency: Int = .max) -> LoadPlan {
        var plan = LoadPlan(
            url: server.url + "/v1/chat/completions",
            bodies: due.indices.map { Array(#"{"n":\#($0)}"#.utf8) },
            concurrency: concurrency,
            isChat: true
        )
        plan.due = due
        return plan
    }

    @Test func `each request is sent when it is due`() async throws {
        let due = ArrivalSchedule(count: 40, rate: 150, seed: 2).due
        try await ScriptedServer.with { _ in
            Answer.twoTokens
        } _: { server in
            let result = try await LoadEngine.run(plan(server, due: due))
            let start = try #require(result.scheduleStart)
            #expect(result.records.count == 40 && result.records.allSatisfy(\.succeeded))
            #expect(result.records.map(\.due) == due.map { start + $0 })
            let lags = result.records.compactMap(\.sendLag)
            #expect(lags.allSatisfy { $0 >= 0 })
            #expect(lags.sorted()[20] < 0.05)
        }
    }

    @Test func `a closed loop has no due times`() async throws {
        try await ScriptedServer.with { _ in
            Answer.twoTokens
        } _: { server in
            var plan = plan(server, due: [0, 0], concurrency: 1)
            plan.due = nil
            let result = try await LoadEngine.run(plan)
            #expect(result.scheduleStart == nil && result.records.allSatisfy { $0.due == nil && $0.sendLag == nil })
        }
    }

    @Test func `at the limit requests wait in order, and the wait is in the latency from due`() async throws {
        let seen = Mutex<[String]>([])
        try await ScriptedServer.with { request in
            seen.withLock { $0.append(request.body) }
            return [.pause(.milliseconds(30))] + Answer.twoTokens
        } _: { server in
            let due = (0..<8).map { 0.001 * Double($0) }
            let result = try await LoadEngine.run(plan(server, due: due, concurrency: 1))
            #expect(seen.withLock { $0 } == (0..<8).map { #"{"n":\#($0)}"# })
            #expect(result.connectionsOpened == 1 && result.peakInFlight == 1)
            let start = try #require(result.scheduleStart)
            #expect(result.records.map(\.due) == due.map { start + $0 })
            for (earlier, later) in zip(result.records, result.records.dropFirst()) {
                #expect(later.sent >= earlier.end)
            }
            let last = try #require(result.records.last)
            // Seven answers of 30 ms came before it, and it was due 7 ms after the start.
            #expect(try #require(last.sendLag) >= 0.2)
            #expect(try #require(last.ttftFromDue) - (try #require(last.ttft)) >= 0.2)
            #expect(try #require(last.e2elFromDue) >= 0.23)
        }
    }

    @Test func `without a limit connections are opened as requests need them`() async throws {
        try await ScriptedServer.with { _ in
            [.pause(.milliseconds(600))] + Answer.twoTokens
        } _: { server in
            let result = try await LoadEngine.run(plan(server, due: Array(repeating: 0.01, count: 40)))
            #expect(result.records.filter(\.succeeded).count == 40)
            #expect(result.peakInFlight == 40 && result.connectionsOpened == 40)
        }
    }

    @Test func `the connection that became idle last is used first`() async throws {
        let mostOnOne = Mutex(0)
        try await ScriptedServer.with { request in
            mostOnOne.withLock { $0 = max($0, request.indexOnConnection + 1) }
            return Answer.twoTokens
        } _: { server in
            let due = (0..<12).map { 0.02 * Double($0) }
            let result = try await LoadEngine.run(plan(server, due: due))
            #expect(result.connectionsOpened == 12)
            // In turn, each would get one.
            #expect(mostOnOne.withLock { $0 } >= 6)
        }
    }

    @Test func `connections that the server closes are opened anew`() async throws {
        let answer = Answer.streamHead + Answer.chunk(Answer.event(Answer.chat("a", finish: "stop"))) + Answer.end
        try await ScriptedServer.with { _ in
            [.last(answer)]
        } _: { server in
            let due = (0..<9).map { 0.01 * Double($0) }
            let result = try await LoadEngine.run(plan(server, due: due, concurrency: 2))
            #expect(result.records.filter(\.succeeded).count == 9)
            #expect(result.connectionsOpened == 9)
        }
    }

    @Test func `requests that cannot connect or take too long fail and keep their due times`() async throws {
        try await ScriptedServer.with { request in
            switch request.index {
            case 0: [.stall]
            case 2: [.leave]
            default: Answer.twoTokens
            }
        } _: { server in
            var plan = plan(server, due: [0.01, 0.2, 0.4, 0.6, 0.7], concurrency: 1)
            plan.totalTimeout = .milliseconds(100)
            let result = try await LoadEngine.run(plan)
            #expect(result.records.map { $0.failure?.kind } == [.timeout, nil, .truncated, .connect, .connect])
            #expect(result.records.allSatisfy { ($0.sendLag ?? -1) >= 0 })
        }
    }

    @Test func `a run that is stopped while requests are not yet due has only what was sent`() async throws {
        try await ScriptedServer.with { _ in
            Answer.twoTokens
        } _: { server in
            let plan = plan(server, due: [0, 0.01, 0.02, 60, 61])
            let result = try await withThrowingTaskGroup(of: LoadResult.self) { group in
                let (ended, continuation) = AsyncStream.makeStream(of: Int.self)
                group.addTask { try await LoadEngine.run(plan) { continuation.yield($0.completed) } }
                for await completed in ended where completed == 3 { break }
                group.cancelAll()
                return try #require(try await group.next())
            }
            #expect(result.interrupted)
            #expect(result.records.map(\.index) == [0, 1, 2])
        }
    }
}
