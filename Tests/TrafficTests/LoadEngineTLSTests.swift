import BenchModel
import Testing

@testable import Traffic

struct LoadEngineTLSTests {
    private func plan(_ port: Int, host: String = "127.0.0.1", trust: TLSTrust, requests: Int = 12) -> LoadPlan {
        var plan = LoadPlan(
            url: "https://\(host):\(port)/v1/chat/completions",
            bodies: (0..<requests).map { Array(#"{"n":\#($0)}"#.utf8) },
            concurrency: 3,
            isChat: true
        )
        plan.trust = trust
        return plan
    }

    private static let own = TLSTrust.authorities(path: TLSFront.authorities)

    @Test(arguments: ["127.0.0.1", "localhost"])
    func `a server whose authority is named is spoken to in TLS, over one connection a slot`(host: String) async throws
    {
        try await ScriptedServer.with { _ in
            Answer.twoTokens
        } _: { server in
            try await TLSFront.with(upstream: server.port) { port in
                let result = try await LoadEngine.run(plan(port, host: host, trust: Self.own))
                #expect(result.records.count == 12)
                #expect(result.records.allSatisfy { $0.succeeded && $0.contentChunks.count == 2 })
                #expect(result.connectionsOpened == 3)
            }
        }
    }

    @Test func `a server that nobody vouches for is refused, and taken when the user insists`() async throws {
        try await ScriptedServer.with { _ in
            Answer.twoTokens
        } _: { server in
            try await TLSFront.with(upstream: server.port) { port in
                do throws(LoadError) {
                    _ = try await LoadEngine.run(plan(port, trust: .systemRoots))
                    Issue.record("the certificate was not looked at")
                } catch {
                    guard case .unreachable(_, port, let reason) = error else {
                        Issue.record("\(error)")
                        return
                    }
                    #expect(reason.contains("certificate") || reason.contains("CERTIFICATE"), "\(reason)")
                }
                let result = try await LoadEngine.run(plan(port, trust: .anything))
                #expect(result.records.allSatisfy { $0.succeeded })
            }
        }
    }

    @Test func `a server that speaks no TLS is told as such`() async throws {
        try await ScriptedServer.with { _ in
            Answer.twoTokens
        } _: { server in
            var impatient = plan(server.port, trust: .anything)
            impatient.connectTimeout = .milliseconds(200)
            let plan = impatient
            _ = await #expect(throws: LoadError.self) { _ = try await LoadEngine.run(plan) }
        }
    }

    @Test func `a body larger than a socket takes at once arrives whole`() async throws {
        try await ScriptedServer.with { request in
            request.body.utf8.count == 3_000_000 ? Answer.twoTokens : [.write(Answer.whole("", status: "400 Bad"))]
        } _: { server in
            try await TLSFront.with(upstream: server.port) { port in
                var plan = plan(port, trust: Self.own, requests: 2)
                plan.bodies = Array(repeating: [UInt8](repeating: 0x61, count: 3_000_000), count: 2)
                let result = try await LoadEngine.run(plan)
                #expect(result.records.map(\.failure) == [nil, nil])
                plan.url = server.url + "/v1"
                let plain = try await LoadEngine.run(plan)
                #expect(plain.records.map(\.failure) == [nil, nil])
            }
        }
    }

    @Test func `the client for everything else speaks TLS too`() async throws {
        try await ScriptedServer.with { _ in
            [.write(Answer.whole("{}"))]
        } _: { server in
            try await TLSFront.with(upstream: server.port) { port in
                let url = "https://localhost:\(port)/v1/models"
                let reply = try await HTTPClient.request("GET", url: url, trust: Self.own)
                #expect(reply.status == 200)
                _ = await #expect(throws: HTTPClientError.self) { _ = try await HTTPClient.request("GET", url: url) }
            }
        }
    }
}
