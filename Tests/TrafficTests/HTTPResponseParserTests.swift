import BenchModel
import Testing

@testable import Traffic

struct HTTPResponseParserTests {
    private struct Outcome: Equatable {
        var head: HTTPResponseHead?
        var body: [UInt8] = []
        var ended = false
        var rest = 0
    }

    private func read(_ parts: [[UInt8]]) throws -> Outcome {
        var parser = HTTPResponseParser()
        var outcome = Outcome()
        for part in parts {
            var position = 0
            while let event = try parser.next(in: part.span.bytes, from: &position) {
                switch event {
                case .head(let head): outcome.head = head
                case .body(let range): outcome.body += part[range]
                case .end: outcome.ended = true
                }
            }
            outcome.rest += part.count - position
        }
        return outcome
    }

    private func read(_ text: String) throws -> Outcome { try read([Array(text.utf8)]) }

    @Test func `a body with a length ends there`() throws {
        let outcome = try read("HTTP/1.1 200 OK\r\nContent-Length:  3 \r\nX-A: b\r\n\r\nabcdef")
        #expect(outcome.body == Array("abc".utf8))
        #expect(outcome.ended)
        #expect(outcome.rest == 3)
        #expect(outcome.head?.fields["x-a"] == "b")
        #expect(outcome.head?.keepsAlive == true)
    }

    @Test func `a chunked body ends with its last chunk, extensions and trailers aside`() throws {
        let text =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n4;x=y\r\nabcd\r\n0A\r\n0123456789\r\n0\r\nT: 1\r\n\r\n"
        let outcome = try read(text)
        #expect(outcome.body == Array("abcd0123456789".utf8))
        #expect(outcome.ended)
    }

    @Test func `an empty body ends at once`() throws {
        #expect(try read("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").ended)
        #expect(try read("HTTP/1.1 204 No Content\r\n\r\n").ended)
    }

    @Test func `a body without framing lasts until the connection ends`() throws {
        var parser = HTTPResponseParser()
        let bytes = Array("HTTP/1.0 200 OK\r\n\r\nabc".utf8)
        var position = 0
        guard case .head(let head) = try parser.next(in: bytes.span.bytes, from: &position) else {
            Issue.record("no head")
            return
        }
        #expect(!head.keepsAlive)
        #expect(try parser.next(in: bytes.span.bytes, from: &position) == .body(19..<22))
        #expect(parser.endsWithConnection)
    }

    @Test func `interim responses are passed over`() throws {
        let text =
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\ncontent-length: 1\r\nconnection: close\r\n\r\nx"
        let outcome = try read(text)
        #expect(outcome.head?.status == 201)
        #expect(outcome.head?.keepsAlive == false)
        #expect(outcome.ended)
    }

    @Test func `any split of the bytes gives the same response`() throws {
        let text =
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nA: b\n\r\n5\r\nhello\r\n1\n \n6\r\nworld!\r\n0\r\n\r\n"
        let bytes = Array(text.utf8)
        let expected = try read([bytes])
        #expect(expected.body == Array("hello world!".utf8))
        #expect(expected.ended)
        #expect(try read(bytes.map { [$0] }) == expected)
        for first in 0...bytes.count {
            for second in first...bytes.count {
                let parts = [bytes[..<first], bytes[first..<second], bytes[second...]].map(Array.init)
                try #require(try read(parts) == expected)
            }
        }
    }

    @Test(arguments: [
        ("SSH-2.0-x\r\n", HTTPFormatError.statusLine("SSH-2.0-x")),
        ("HTTP/2 200\r\n", .statusLine("HTTP/2 200")),
        ("HTTP/1.1 20x OK\r\n", .statusLine("HTTP/1.1 20x OK")),
        ("HTTP/1.1 200 OK\r\nno colon\r\n", .field("no colon")),
        ("HTTP/1.1 200 OK\r\n folded: x\r\n", .field(" folded: x")),
        ("HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n", .contentLength("-1")),
        ("HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n", .contentLength("1, 2")),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\n", .transferEncoding("gzip")),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nx\r\n", .chunkSize),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\r\n", .chunkSize),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\n", .chunkSize),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nabc", .chunkEnd),
    ])
    func `what is not HTTP is told`(text: String, error: HTTPFormatError) {
        #expect(throws: error) { try read(text) }
    }

    @Test func `a header without end is given up`() {
        #expect(throws: HTTPFormatError.headTooLong) {
            try read("HTTP/1.1 200 OK\r\nx: " + String(repeating: "y", count: HTTPResponseParser.headLimit))
        }
    }

    @Test(arguments: [
        ("close", false, false), ("Keep-Alive", true, true), ("upgrade, Close", false, false), ("closed", false, true),
        ("x-keep-alive", true, false), ("keep-alive,upgrade", true, true),
    ])
    func `the words of a connection field are taken whole`(value: String, isHTTP10: Bool, keepsAlive: Bool) {
        let fields = [HTTPField(name: "connection", value: value)]
        #expect(HTTPResponseHead(status: 200, isHTTP10: isHTTP10, fields: fields).keepsAlive == keepsAlive)
    }
}
