import BenchModel
import Testing

@testable import Traffic

struct HTTPClientTests {
    @Test func `a reply is gathered whole`() async throws {
        try await ScriptedServer.with { request in
            let lines = request.head.lowercased()
            let isAsAsked =
                lines.hasPrefix("post /v1/x http/1.1\r\nhost: 127.0.0.1:") && lines.contains("\r\nconnection: close")
                && lines.contains("\r\ncontent-type: application/json\r\n") && lines.contains("\r\nx-a: b\r\n")
                && request.body == "{}"
            return [.write(Answer.whole(isAsAsked ? "yes" : request.head, status: "418 Teapot", type: "text/plain"))]
        } _: { server in
            let reply = try await HTTPClient.request(
                "POST",
                url: server.url + "/v1/x",
                headers: [("X-A", "b")],
                body: Array("{}".utf8)
            )
            #expect(reply.status == 418)
            #expect(String(decoding: reply.body, as: UTF8.self) == "yes")
            #expect(reply.headers["content-type"] == "text/plain")
        }
    }

    @Test func `a reply may be chunked or last until the connection ends`() async throws {
        try await ScriptedServer.with { request in
            request.head.hasPrefix("GET /chunked")
                ? [.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")]
                : [.write("HTTP/1.1 200 OK\r\n\r\na"), .write("bc"), .close]
        } _: { server in
            for path in ["/chunked", "/open"] {
                let reply = try await HTTPClient.request("GET", url: server.url + path)
                #expect(reply.body == Array("abc".utf8))
            }
        }
    }

    @Test func `each way to fail has its error`() async throws {
        try await ScriptedServer.with { request in
            switch request.head.split(separator: " ")[1] {
            case "/cut": [.write("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nabc"), .close]
            case "/silent": [.close]
            case "/odd": [.write("hello\r\n")]
            case "/large": [.write("HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n"), .bytes(Self.large), .stall]
            default: [.stall]
            }
        } _: { server in
            func error(_ path: String) async -> HTTPClientError? {
                do {
                    _ = try await HTTPClient.request("GET", url: server.url + path, timeout: .seconds(30))
                    return nil
                } catch {
                    return error
                }
            }
            let cut = await error("/cut")
            #expect(cut == .truncated)
            #expect(await error("/silent") == .truncated)
            #expect(await error("/odd") == .malformed(.statusLine("hello")))
            #expect(await error("/large") == .tooLarge)
        }
    }

    private static let large = [UInt8](repeating: 0x20, count: HTTPClient.bodyLimit + 1)

    @Test func `a server that says nothing times out`() async throws {
        try await ScriptedServer.with { _ in
            [.stall]
        } _: { server in
            _ = await #expect(throws: HTTPClientError.timeout) {
                try await HTTPClient.request("GET", url: server.url, timeout: .milliseconds(50))
            }
        }
    }

    @Test func `a cancelled request ends`() async throws {
        try await ScriptedServer.with { _ in
            [.stall]
        } _: { server in
            await withTaskGroup { group in
                group.addTask {
                    await #expect(throws: HTTPClientError.self) {
                        try await HTTPClient.request("GET", url: server.url, timeout: .seconds(600))
                    }
                }
                group.cancelAll()
            }
        }
    }

    @Test func `nobody listening, missing authorities and bad headers are told before anything is sent`() async throws {
        let port = try ScriptedServer.unusedPort()
        do {
            _ = try await HTTPClient.request("GET", url: "http://127.0.0.1:\(port)")
            Issue.record("something listens")
        } catch {
            guard case .connect(let reason) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(reason.contains("refused"))
        }
        do {
            _ = try await HTTPClient.request("GET", url: "https://x", trust: .authorities(path: "/no/such.pem"))
            Issue.record("there is no such file")
        } catch {
            guard case .endpoint(.authorities("/no/such.pem", _)) = error else {
                Issue.record("\(error)")
                return
            }
        }
        await #expect(throws: HTTPClientError.invalidHeader("a")) {
            try await HTTPClient.request("GET", url: "http://127.0.0.1:\(port)", headers: [("a", "b\r\nc: d")])
        }
    }
}
