import Testing

@testable import Traffic

struct TLSClientTests {
    @Test func `why a server is not trusted is told without the library's own words`() async throws {
        try await ScriptedServer.with { _ in
            Answer.twoTokens
        } _: { server in
            try await TLSFront.with(upstream: server.port) { port in
                do throws(HTTPClientError) {
                    _ = try await HTTPClient.request("GET", url: "https://127.0.0.1:\(port)/v1/models")
                    Issue.record("the certificate was not looked at")
                } catch {
                    #expect(error.fact.contains("certificate comes from no authority that is trusted"), "\(error.fact)")
                    #expect(!error.fact.contains(".cc"))
                }
            }
        }
    }

    @Test func `a certificate for another name is refused`() async throws {
        try await ScriptedServer.with { _ in
            Answer.twoTokens
        } _: { server in
            try await TLSFront.with(upstream: server.port, host: "127.0.0.2") { port in
                let trust = TLSTrust.authorities(path: TLSFront.authorities)
                do throws(HTTPClientError) {
                    _ = try await HTTPClient.request("GET", url: "https://127.0.0.2:\(port)/", trust: trust)
                    Issue.record("the certificate is not for that address")
                } catch {
                    #expect(error.fact.contains("certificate"), "\(error.fact)")
                }
            }
        }
    }
}
