import Testing

@testable import Traffic

struct HostRewriterTests {
    private func rewrite(_ text: String, pieces size: Int) throws -> String {
        let endpoint = try Endpoint(url: "https://llm.example")
        guard var rewriter = HostRewriter(endpoint) else {
            Issue.record("a name is not rewritten")
            return ""
        }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            Array(bytes[start..<min(bytes.count, start + size)]).withUnsafeBytes { result += rewriter.rewrite($0) }
        }
        return String(decoding: result, as: UTF8.self)
    }

    @Test(arguments: [1, 3, 40, 1000])
    func `only the host field changes, in every request of a connection`(size: Int) throws {
        let own = "127.0.0.1:4711"
        func two(_ host: String) -> String {
            "POST /a HTTP/1.1\r\n\(host)\r\nX-Host: \(own)\r\nContent-Length: 9\r\n\r\nHost: 1\r\n"
                + "POST /b HTTP/1.1\r\n\(host)\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
        }
        #expect(try rewrite(two("Host: \(own)"), pieces: size) == two("host: llm.example"))
    }

    @Test func `what is no request goes on as it is`() throws {
        #expect(try rewrite("hello\r\nHost: a\r\n\r\n", pieces: 1000) == "hello\r\nHost: a\r\n\r\n")
    }

    @Test(arguments: ["http://127.0.0.1:8000", "http://[::1]:8000", "http://localhost:8000"])
    func `a server that is known by its address sees the client's bytes`(url: String) throws {
        #expect(HostRewriter(try Endpoint(url: url)) == nil)
    }
}
