import BenchModel
import Synchronization
import Testing

@testable import Traffic

struct LoadEngineTests {
    private func plan(_ server: ScriptedServer, requests: Int, concurrency: Int = 1) -> LoadPlan {
        let bodies = (0..<requests).map { Array(#"{"n":\#($0)}"#.utf8) }
        return LoadPlan(
            url: server.url + "/v1/chat/completions",
            bodies: bodies,
            concurrency: concurrency,
            isChat: true
        )
    }

    private static let good = Answer.twoTokens

    @Test func `a closed loop sends every body once, in order, over one connection a slot`() async throws {
        let seen = Mutex<[String]>([])
        try await ScriptedServer.with { request in
            seen.withLock { $0.append(request.body) }
            return Self.good
        } _: { server in
            let result = try await LoadEngine.run(plan(server, requests: 20))
            #expect(seen.withLock { $0 } == (0..<20).map { #"{"n":\#($0)}"# })
            #expect(result.records.map(\.index) == Array(0..<20))
            #expect(result.records.allSatisfy { $0.succeeded && $0.contentChunks.count == 2 && $0.outputTokens == 2 })
            #expect(result.connectionsOpened == 1)
            #expect(result.peakInFlight == 1)
            #expect(!result.interrupted)
            #expect(result.started == result.records.first?.sent)
            #expect(result.ended == result.records.last?.done)
            for (earlier, later) in zip(result.records, result.records.dropFirst()) {
                #expect(later.sent >= earlier.end)
            }
        }
    }

    @Test func `the head names host, type and length, and the headers of the plan`() async throws {
        let heads = Mutex<[String]>([])
        try await ScriptedServer.with { request in
            heads.withLock { $0.append(request.head) }
            return Self.good
        } _: { server in
            var plan = plan(server, requests: 1)
            plan.headers = [("Authorization", "Bearer x")]
            _ = try await LoadEngine.run(plan)
            let expected =
                "POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:\(server.port)\r\n"
                + "content-type: application/json\r\nAuthorization: Bearer x\r\ncontent-length: 7"
            #expect(heads.withLock { $0 } == [expected])
        }
    }

    @Test func `as many requests are under way at once as asked for`() async throws {
        try await ScriptedServer.with { _ in
            [.write(Answer.streamHead), .pause(.milliseconds(20))] + Self.good.dropFirst()
        } _: { server in
            let result = try await LoadEngine.run(plan(server, requests: 30, concurrency: 8))
            #expect(result.records.filter(\.succeeded).count == 30)
            #expect(result.peakInFlight == 8)
            #expect(result.connectionsOpened == 8)
            let overlap = result.records.map { record in
                result.records.count { $0.sent <= record.sent && record.sent < $0.end }
            }
            #expect(overlap.max() == 8)
        }
    }

    @Test func `instants follow the server's schedule`() async throws {
        try await ScriptedServer.with { _ in
            [
                .write(Answer.streamHead), .pause(.milliseconds(30)), .write(Answer.chunk(Answer.event(Answer.role))),
                .pause(.milliseconds(30)), .write(Answer.chunk(Answer.event(Answer.chat("a")))),
                .pause(.milliseconds(30)), .write(Answer.chunk(Answer.event(Answer.chat("b", finish: "stop")))),
                .pause(.milliseconds(30)), .write(Answer.chunk(Answer.event(Answer.usage(1, 2)))),
                .pause(.milliseconds(30)), .write(Answer.chunk(Answer.event("[DONE]")) + Answer.end),
            ]
        } _: { server in
            let record = try #require(try await LoadEngine.run(plan(server, requests: 1)).records.first)
            let instants = [
                record.sent, record.firstChunk, record.firstContent, record.lastChoice, record.usage, record.done,
            ].compactMap { $0 }
            #expect(instants.count == 6)
            for (earlier, later) in zip(instants, instants.dropFirst()) { #expect(later - earlier > 0.020) }
        }
    }

    @Test func `each failure is of its kind and harms no other request`() async throws {
        let inBand = #"{"error":{"message":"overloaded","type":"x","code":503}}"#
        try await ScriptedServer.with { request in
            switch request.body {
            case #"{"n":1}"#: [.write(Answer.whole("no such model", status: "404 Not Found"))]
            case #"{"n":3}"#: [.write(Answer.streamHead + Answer.chunk(Answer.event(Answer.chat("a")))), .close]
            case #"{"n":5}"#:
                [.write(Answer.streamHead + Answer.chunk(Answer.event(inBand) + Answer.event("[DONE]")) + Answer.end)]
            case #"{"n":7}"#: [.write("what?\r\n")]
            case #"{"n":9}"#: [.close]
            case #"{"n":11}"#: [.write(Answer.streamHead), .reset]
            case #"{"n":13}"#: [.write(Answer.streamHead + Answer.chunk(Answer.event(Answer.role))), .stall]
            case #"{"n":15}"#: [.write(Answer.streamHead + Answer.chunk(Answer.event(Answer.chat("a")))), .stall]
            default: Self.good
            }
        } _: { server in
            var plan = plan(server, requests: 24, concurrency: 3)
            plan.firstTokenTimeout = .milliseconds(150)
            plan.totalTimeout = .milliseconds(400)
            let result = try await LoadEngine.run(plan)
            let kinds: [Int: RequestFailure.Kind] = [
                1: .status, 3: .truncated, 5: .inBand, 7: .malformed, 9: .truncated, 11: .truncated, 13: .timeout,
                15: .timeout,
            ]
            #expect(result.records.count == 24)
            for record in result.records { #expect(record.failure?.kind == kinds[record.index], "\(record.index)") }
            #expect(result.records[1].failure?.message == "HTTP 404: no such model")
            #expect(result.records[5].failure?.message == "overloaded")
            #expect(result.records[13].failure?.message.contains("first token") == true)
            #expect(result.records[15].failure?.message.contains("end of the answer") == true)
            #expect(result.records[15].contentChunks.count == 1)
        }
    }

    @Test func `a connection that the server closes with its answer is opened anew`() async throws {
        let answer = Answer.streamHead + Answer.chunk(Answer.event(Answer.chat("a", finish: "stop"))) + Answer.end
        try await ScriptedServer.with { _ in
            [.last(answer)]
        } _: { server in
            let result = try await LoadEngine.run(plan(server, requests: 5))
            #expect(result.records.filter(\.succeeded).count == 5)
            #expect(result.connectionsOpened == 5)
        }
    }

    @Test func `a connection that the server means to close is not used again`() async throws {
        let head = "HTTP/1.1 200 OK\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n"
        let answer = head + Answer.chunk(Answer.event(Answer.chat("a", finish: "stop"))) + Answer.end
        try await ScriptedServer.with { request in
            request.indexOnConnection == 0 ? [.write(answer)] : [.close]
        } _: { server in
            let result = try await LoadEngine.run(plan(server, requests: 6, concurrency: 2))
            #expect(result.records.filter(\.succeeded).count == 6)
            #expect(result.connectionsOpened == 6)
        }
    }

    @Test func `a stopped run returns what it has`() async throws {
        try await ScriptedServer.with { request in
            request.index < 4 ? Self.good : [.stall]
        } _: { server in
            let plan = plan(server, requests: 10, concurrency: 2)
            let result = try await withThrowingTaskGroup(of: LoadResult.self) { group in
                let (ended, continuation) = AsyncStream.makeStream(of: Int.self)
                group.addTask { try await LoadEngine.run(plan) { continuation.yield($0.completed) } }
                for await completed in ended where completed == 4 { break }
                group.cancelAll()
                return try #require(try await group.next())
            }
            #expect(result.interrupted)
            #expect(result.records.count == 6)
            #expect(result.records.filter(\.succeeded).count == 4)
            #expect(result.records.filter { $0.failure?.kind == .cancelled }.count == 2)
        }
    }

    @Test func `progress ends with everything counted`() async throws {
        let last = Mutex<LoadProgress?>(nil)
        try await ScriptedServer.with { request in
            request.index == 2 ? [.write(Answer.whole("", status: "500 Oops"))] : Self.good
        } _: { server in
            _ = try await LoadEngine.run(plan(server, requests: 5)) { progress in last.withLock { $0 = progress } }
            let progress = try #require(last.withLock { $0 })
            #expect(progress.completed == 5)
            #expect(progress.failed == 1)
            #expect(progress.total == 5)
            #expect(progress.chunks == 8)
            #expect(progress.gaps == 4)
            #expect(progress.inFlight == 0)
            #expect(progress.elapsed > 0)
            #expect(progress.ttftSum > 0 && progress.streamingSum >= 0)
        }
    }

    @Test func `the cost of the run is measured`() async throws {
        try await ScriptedServer.with { _ in
            [.pause(.milliseconds(60))] + Self.good
        } _: { server in
            let client = try await LoadEngine.run(plan(server, requests: 2)).client
            #expect(client.cpuSeconds > 0)
            #expect(client.cpuShare > 0 && client.cpuShare < 1)
            #expect(client.peakMemoryBytes > 1 << 20)
            #expect(client.loopLagP99.map { $0 >= 0 && $0 < 1 } == true)
        }
    }

    @Test func `a server that goes away fails the requests that are left`() async throws {
        try await ScriptedServer.with { request in
            request.index == 2 ? [.leave] : Self.good
        } _: { server in
            let result = try await LoadEngine.run(plan(server, requests: 6))
            let kinds = result.records.map { $0.failure?.kind }
            #expect(kinds == [nil, nil, .truncated, .connect, .connect, .connect])
            #expect(result.records[3].failure?.message.contains("refused") == true)
        }
    }

    @Test func `a server that is not there is told at once`() async throws {
        let port = try ScriptedServer.unusedPort()
        let plan = LoadPlan(url: "http://127.0.0.1:\(port)", bodies: [[]], concurrency: 1, isChat: true)
        do throws(LoadError) {
            _ = try await LoadEngine.run(plan)
            Issue.record("something listens")
        } catch {
            guard case .unreachable("127.0.0.1", port, let reason) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(reason.contains("refused"))
        }
    }

    @Test func `a plan that cannot be sent is refused`() async throws {
        var plan = LoadPlan(url: "ftp://x/v1", bodies: [[]], concurrency: 1, isChat: true)
        await #expect(throws: LoadError.endpoint(.unsupportedScheme("ftp"))) { try await LoadEngine.run(plan) }
        plan.url = "http://127.0.0.1:1"
        plan.concurrency = 0
        await #expect(throws: LoadError.concurrency(0)) { try await LoadEngine.run(plan) }
        plan.concurrency = 1
        plan.headers = [("x-a", "b\nc")]
        await #expect(throws: LoadError.invalidHeader("x-a")) { try await LoadEngine.run(plan) }
        plan.bodies = []
        await #expect(throws: LoadError.noRequests) { try await LoadEngine.run(plan) }
    }
}
