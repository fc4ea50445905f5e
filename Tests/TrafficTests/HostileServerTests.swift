import BenchModel
import Testing

@testable import Traffic

/// Servers that do what none should: each request ends, by name, and in bounded memory.
struct HostileServerTests {
    private static let tail = Answer.chunk(Answer.event("[DONE]"))
    private static let good =
        Answer.chunk(Answer.event(Answer.chat("a"))) + Answer.chunk(Answer.event(Answer.chat("b", finish: "length")))
        + Answer.chunk(Answer.event(Answer.usage(5, 2))) + tail

    private func run(
        _ script: [ScriptedServer.Step],
        requests: Int = 1,
        _ change: (inout LoadPlan) -> Void = { _ in }
    ) async throws -> LoadResult {
        try await ScriptedServer.with { _ in
            script
        } _: { server in
            var plan = LoadPlan(
                url: server.url + "/v1/chat/completions",
                bodies: Array(repeating: Array("{}".utf8), count: requests),
                concurrency: 1,
                isChat: true
            )
            plan.askedTokens = Array(repeating: 3, count: requests)
            plan.totalTimeout = .seconds(20)
            change(&plan)
            return try await LoadEngine.run(plan)
        }
    }

    @Test func `a stream that stays open after its marker ends there`() async throws {
        let result = try await run([.write(Answer.streamHead + Self.good), .stall], requests: 2)
        #expect(result.records.map(\.succeeded) == [true, true])
        #expect(result.records.allSatisfy { $0.outputTokens == 2 && $0.end - $0.sent < 1 })
        #expect(result.connectionsOpened == 2)
    }

    @Test func `what comes after the marker does not count`() async throws {
        let late =
            Answer.chunk(Answer.event(Answer.chat("late"))) + Answer.chunk(Answer.event(Answer.usage(5, 300)))
            + Answer.chunk(Answer.event("{broken"))
        let result = try await run([.write(Answer.streamHead + Self.good + late + Answer.end)])
        #expect(result.records.map(\.outputTokens) == [2])
        #expect(result.records.map(\.contentChunks.count) == [2])
        #expect(result.records.map(\.succeeded) == [true])
    }

    @Test func `an answer that stands still after it has begun ends with the idle time-out`() async throws {
        let begun = Answer.streamHead + Answer.chunk(Answer.event(Answer.chat("a")))
        let result = try await run([.write(begun), .stall]) { $0.idleTimeout = .milliseconds(300) }
        let failure = try #require(result.records.first?.failure)
        #expect(failure.kind == .timeout)
        #expect(failure.message.contains("no byte of the answer for 0.3 seconds"))
    }

    @Test func `a request that waits for its first token is not still`() async throws {
        let script: [ScriptedServer.Step] = [
            .write(Answer.streamHead), .pause(.milliseconds(900)), .write(Self.good + Answer.end),
        ]
        let result = try await run(script) { $0.idleTimeout = .milliseconds(100) }
        #expect(result.records.map(\.succeeded) == [true])
    }

    @Test func `an answer much longer than asked for is ended and named`() async throws {
        let part = String(repeating: Answer.chunk(Answer.event(Answer.chat("a"))), count: 200)
        var script: [ScriptedServer.Step] = [.write(Answer.streamHead)]
        script += Array(repeating: ScriptedServer.Step.write(part), count: 50)
        let result = try await run(script + [.stall])
        let failure = try #require(result.records.first?.failure)
        #expect(failure.kind == .malformed)
        #expect(failure.message == "the answer goes on after 1072 chunks of output, where 3 tokens were asked for")
        #expect((result.records.first?.contentChunks.count ?? 0) < 1100)
    }

    @Test func `an answer of as many chunks as letters is not too long`() async throws {
        let letters = String(repeating: Answer.chunk(Answer.event(Answer.chat("a"))), count: 600)
        let result = try await run([.write(Answer.streamHead + letters + Self.good + Answer.end)])
        #expect(result.records.map(\.succeeded) == [true])
    }

    @Test func `an event without end is given up before it takes the memory`() async throws {
        let part = Answer.chunk(String(repeating: "x", count: 1 << 20))
        var script: [ScriptedServer.Step] = [.write(Answer.streamHead + Answer.chunk("data: "))]
        script += Array(repeating: ScriptedServer.Step.write(part), count: 20)
        let result = try await run(script + [.stall])
        #expect(result.records.first?.failure?.message.contains("exceeds 16777216 bytes") == true)
    }

    @Test func `streams at once share what their events may take`() {
        for (concurrency, limit) in [(1, 16 << 20), (4, 16 << 20), (16, 4 << 20), (64, 1 << 20), (10_000, 1 << 20)] {
            let bodies = Array(repeating: [UInt8](), count: 10_000)
            let plan = LoadPlan(url: "", bodies: bodies, concurrency: concurrency, isChat: true)
            #expect(plan.limits(of: 0).eventBytes == limit)
        }
    }

    @Test func `a switch of the protocol is told`() async throws {
        let head = "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n"
        let result = try await run([.write(head), .stall])
        #expect(result.records.first?.failure?.message.contains("status 101") == true)
    }

    @Test func `bytes that nobody asked for end the connection before the next request`() async throws {
        let stale = Answer.streamHead + Answer.chunk(Answer.event(Answer.usage(5, 999))) + Self.tail + Answer.end
        for pause in [Duration.zero, .milliseconds(5)] {
            let script: [ScriptedServer.Step] = [.write(Answer.streamHead + Self.good + Answer.end + stale)]
            let apart: [ScriptedServer.Step] = [
                .write(Answer.streamHead + Self.good + Answer.end), .pause(pause), .write(stale),
            ]
            let together = try await run(script, requests: 4)
            #expect(together.records.map(\.outputTokens) == [2, 2, 2, 2])
            #expect(together.connectionsOpened == 4)
            // An open loop leaves time between: what has come meanwhile is seen.
            let later = try await run(apart, requests: 4) { $0.due = [0, 0.1, 0.2, 0.3] }
            #expect(later.records.map(\.outputTokens) == [2, 2, 2, 2])
        }
    }

    @Test(arguments: [
        #"\ud83d"#, #"\ude00"#, #"\ud83d\ud83d"#, #"\ud83dA"#, #"\ud83d\u0041"#, #"a\udc00b"#, #"\ud83d\n"#,
    ])
    func `half of an escaped pair alone is a text like any other`(text: String) {
        let chunk = #"{"choices":[{"index":0,"delta":{"content":"\#(text)"},"finish_reason":null}]}"#
        #expect(
            StreamMessage(Array(chunk.utf8).span.bytes) == .chunk(ChunkFacts(hasChoices: true, carriesOutput: true))
        )
    }

    @Test(arguments: [
        #"{"choices":[],"extra":[1,]}"#, #"{"id":0,}"#, #"{"id":01}"#, #"{"id":1.}"#, #"{"id":.5}"#, #"{"id":+1}"#,
        #"{"id":"\x"}"#, "{\"id\":\"a\u{1}\"}", #"{"id":'a'}"#, #"{"a":1}}"#, #"{"a" 1}"#, #"{a:1}"#, "{\"a\":1e}",
    ])
    func `what is no JSON is none, whichever way it is read`(text: String) {
        guard case .malformed = StreamMessage(Array(text.utf8).span.bytes) else {
            Issue.record("taken: \(text)")
            return
        }
    }
}
