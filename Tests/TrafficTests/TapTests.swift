import BenchModel
import Foundation
import Testing

@testable import Traffic

struct TapTests {
    private func plan(_ url: String, requests: Int = 6, concurrency: Int = 2) -> LoadPlan {
        LoadPlan(
            url: url + "/v1/chat/completions",
            bodies: (0..<requests).map { Array(#"{"n":\#($0),"stream":true}"#.utf8) },
            concurrency: concurrency,
            isChat: true
        )
    }

    @Test func `the client and the server see the same bytes as without a tap`() async throws {
        let request = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nX-Odd:  Case \r\nContent-Length: 2\r\n\r\n{}"
        let answer = Answer.streamHead + Answer.chunk("data: {\"a\"") + Answer.chunk(":1}\n\n: ping\n\n") + Answer.end
        try await ScriptedServer.with { request in
            #expect(request.head.hasSuffix("\r\nHost: x\r\nX-Odd:  Case \r\nContent-Length: 2"))
            #expect(request.body == "{}")
            return [.write(answer), .close]
        } _: { server in
            try await Tap.run(TapOptions(upstream: server.url)) { tap in
                let port = try Endpoint(url: tap.baseURL(of: 0)).port
                let seen = try await SimulatorClient.talk(to: port) { client in
                    try client.send(request)
                    return try client.rest()
                }
                #expect(seen == answer)
            }
        }
    }

    @Test func `every request is recorded with its body, its instants and every message`() async throws {
        try await ScriptedServer.with { _ in
            Answer.twoTokens
        } _: { server in
            try await Tap.run(TapOptions(upstream: server.url)) { tap in
                var plan = plan(tap.baseURL(of: 0))
                plan.headers = [(name: "Authorization", value: "Bearer abc"), (name: "x-trace", value: "7")]
                let result = try await LoadEngine.run(plan)
                #expect(result.records.count { $0.succeeded } == 6)
                let wire = await tap.take(0)
                #expect(wire.exchanges.map(\.index) == Array(0..<6))
                #expect(wire.connections.count == 2)
                #expect(wire.connections.map(\.requests).reduce(0, +) == 6)
                #expect(wire.connections.allSatisfy { $0.upstreamConnected != nil && $0.failure == nil })
                for exchange in wire.exchanges {
                    let own = result.records.first { record in
                        plan.bodies[record.index] == exchange.body
                    }
                    let client = try #require(own)
                    #expect(exchange.method == "POST")
                    #expect(exchange.target == "/v1/chat/completions")
                    #expect(exchange.fields["authorization"] == "***")
                    #expect(exchange.fields["x-trace"] == "7")
                    #expect(exchange.status == 200)
                    #expect(exchange.ending == .complete)
                    let kinds = exchange.messages.all.map(\.kind)
                    #expect(kinds == [.choices, [.choices, .output], [.choices, .output, .finish], .usage, .done])
                    #expect(exchange.record.succeeded)
                    #expect(exchange.record.inputTokens == 7)
                    #expect(exchange.record.outputTokens == 2)
                    #expect(client.sent <= exchange.received)
                    #expect(exchange.received <= exchange.messages.instants.first ?? client.sent)
                    let last = try #require(exchange.record.lastChoice)
                    #expect(last <= client.lastChoice ?? client.sent)
                }
                let again = await tap.take(0)
                #expect(again.exchanges.isEmpty)
            }
        }
    }

    @Test func `each port has its own recording`() async throws {
        try await ScriptedServer.with { _ in
            Answer.twoTokens
        } _: { server in
            try await Tap.run(TapOptions(upstream: server.url + "/prefix/", ports: 2)) { tap in
                #expect(tap.baseURL(of: 1).hasSuffix("/prefix"))
                _ = try await LoadEngine.run(plan(tap.baseURL(of: 1), requests: 3))
                let first = await tap.take(0)
                let second = await tap.take(1)
                #expect(first.exchanges.isEmpty)
                #expect(second.exchanges.count == 3)
                #expect(second.exchanges.allSatisfy { $0.target == "/prefix/v1/chat/completions" })
            }
        }
    }

    @Test func `a server with TLS is spoken to in TLS, by a client that speaks none`() async throws {
        try await ScriptedServer.with { _ in
            Answer.twoTokens
        } _: { server in
            try await TLSFront.with(upstream: server.port) { port in
                var options = TapOptions(upstream: "https://localhost:\(port)")
                options.trust = .authorities(path: TLSFront.authorities)
                try await Tap.run(options) { tap in
                    let result = try await LoadEngine.run(plan(tap.baseURL(of: 0)))
                    #expect(result.records.count { $0.succeeded } == 6)
                    #expect(result.connectionsOpened == 2)
                    let wire = await tap.take(0)
                    #expect(wire.exchanges.count { $0.record.succeeded } == 6)
                }
            }
        }
    }

    @Test func `an answer that the server cuts is cut for the client, and recorded as that`() async throws {
        try await ScriptedServer.with { request in
            request.index == 1
                ? [.write(Answer.streamHead), .write(Answer.chunk(Answer.event(Answer.chat("a")))), .reset]
                : Answer.twoTokens
        } _: { server in
            try await Tap.run(TapOptions(upstream: server.url)) { tap in
                let result = try await LoadEngine.run(plan(tap.baseURL(of: 0), concurrency: 1))
                #expect(result.records.compactMap(\.failure).map(\.kind) == [.truncated])
                let wire = await tap.take(0)
                #expect(
                    wire.exchanges.map(\.ending) == [
                        .complete, .serverClosed, .complete, .complete, .complete, .complete,
                    ]
                )
                #expect(wire.exchanges[1].record.failure?.kind == .truncated)
                #expect(wire.exchanges[1].messages.count == 1)
            }
        }
    }

    @Test func `a client that leaves is recorded as that, and the server is told`() async throws {
        try await ScriptedServer.with { _ in
            [.write(Answer.streamHead), .stall]
        } _: { server in
            try await Tap.run(TapOptions(upstream: server.url)) { tap in
                var plan = plan(tap.baseURL(of: 0), requests: 1)
                plan.totalTimeout = .milliseconds(200)
                let result = try await LoadEngine.run(plan)
                #expect(result.records.first?.failure?.kind == .timeout)
                var wire = await tap.drain(0)
                for _ in 0..<100 where wire.exchanges.isEmpty {
                    try await Task.sleep(for: .milliseconds(20))
                    wire = await tap.drain(0)
                }
                #expect(wire.exchanges.map(\.status) == [200])
                #expect(wire.exchanges.first?.record.failure?.kind == .truncated)
            }
        }
    }

    @Test func `a server that is not there ends the client's connection, with the reason in the recording`()
        async throws
    {
        let port = try ScriptedServer.unusedPort()
        try await Tap.run(TapOptions(upstream: "http://127.0.0.1:\(port)")) { tap in
            // The end may come before the client has sent anything: then it has not even connected.
            do {
                let result = try await LoadEngine.run(plan(tap.baseURL(of: 0), requests: 1))
                #expect(result.records.first?.succeeded == false)
            } catch LoadError.unreachable {}
            let wire = await tap.take(0)
            #expect(wire.connections.first?.failure?.contains("refused") == true)
        }
    }

    @Test func `what is under way is handed out as open`() async throws {
        try await ScriptedServer.with { _ in
            [.write(Answer.streamHead), .write(Answer.chunk(Answer.event(Answer.chat("a")))), .stall]
        } _: { server in
            try await Tap.run(TapOptions(upstream: server.url)) { tap in
                let port = try Endpoint(url: tap.baseURL(of: 0)).port
                try await SimulatorClient.talk(to: port) { client in
                    try client.send("/v1/chat/completions", "{}")
                    try client.skip(past: "\"a\"")
                }
                let wire = await tap.take(0)
                #expect(wire.exchanges.map(\.ending) == [.open] || wire.exchanges.map(\.ending) == [.clientClosed])
                #expect(wire.exchanges.first?.messages.count == 1)
            }
        }
    }

    @Test func `answers can be held back after they were recorded`() async throws {
        try await ScriptedServer.with { _ in
            Answer.twoTokens
        } _: { server in
            var options = TapOptions(upstream: server.url, ports: 2)
            options.holdBack = [1: .milliseconds(60)]
            try await Tap.run(options) { tap in
                let result = try await LoadEngine.run(plan(tap.baseURL(of: 1), requests: 2, concurrency: 1))
                let wire = await tap.take(1)
                for (record, exchange) in zip(result.records, wire.exchanges) {
                    let late = (record.ttft ?? 0) - (exchange.record.ttft ?? 0)
                    #expect(late >= 0.0599 && late < 0.2)
                }
            }
        }
    }

    @Test func `bytes that a client does not take make the server wait, and none is lost`() async throws {
        let part = String(repeating: "x", count: 1 << 16)
        let parts = 256
        try await ScriptedServer.with { _ in
            [.write("HTTP/1.1 200 OK\r\ncontent-length: \(parts << 16)\r\n\r\n")]
                + Array(repeating: .write(part), count: parts)
        } _: { server in
            try await Tap.run(TapOptions(upstream: server.url)) { tap in
                let port = try Endpoint(url: tap.baseURL(of: 0)).port
                let reply = try await SimulatorClient.talk(to: port) { client in
                    try client.send("/big", "", method: "GET")
                    Thread.sleep(forTimeInterval: 0.3)
                    return try client.reply()
                }
                #expect(reply.body.utf8.count == parts << 16)
                let wire = await tap.take(0)
                #expect(wire.exchanges.first?.record.succeeded == true)
                #expect(wire.usage.heldBytes > 0)
            }
        }
    }

    @Test func `a tap that has ended answers with nothing and lets nobody wait`() async throws {
        let commands = try TapCommands()
        let early = Task { await Self.taken(commands) }
        while !early.isCancelled, commands.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        commands.close()
        let waiting = await early.value
        let late = await Self.taken(commands)
        #expect(waiting.exchanges.isEmpty && late.exchanges.isEmpty)
    }

    private static func taken(_ commands: TapCommands) async -> WireRun {
        await withCheckedContinuation { continuation in
            commands.give(.take(0) { continuation.resume(returning: $0) })
        }
    }
}
