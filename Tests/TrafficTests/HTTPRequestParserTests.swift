import BenchModel
import Testing

@testable import Traffic

struct HTTPRequestParserTests {
    /// What the parser tells of bytes that come in pieces of a size: heads, bodies put together, ends.
    private func read(_ text: String, pieces size: Int) throws -> [String] {
        var parser = HTTPRequestParser()
        var told: [String] = []
        var body = ""
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            let piece = Array(bytes[start..<min(bytes.count, start + size)])
            var position = 0
            while let event = try parser.next(in: piece.span.bytes, from: &position) {
                switch event {
                case .head(let head):
                    told.append("\(head.method) \(head.target) \(head.fields.map { "\($0.name)=\($0.value)" })")
                case .body(let range): body += String(decoding: piece[range], as: UTF8.self)
                case .end:
                    told.append(body)
                    body = ""
                }
            }
        }
        #expect(!parser.isInside)
        return told
    }

    private static let two =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhelloGET /v1/models HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test(arguments: [1, 2, 3, 7, 50, 500])
    func `requests on one connection are told apart however they are split`(size: Int) throws {
        #expect(
            try read(Self.two, pieces: size) == [
                #"POST /v1/chat/completions ["host=a", "content-length=5"]"#, "hello",
                #"GET /v1/models ["host=a"]"#, "",
            ]
        )
    }

    @Test(arguments: [1, 4, 500])
    func `a body in chunks is put together, and trailers are passed over`(size: Int) throws {
        let text =
            "POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n3;x=1\r\nabc\r\nA\r\n0123456789\r\n0\r\nx-sum: 1\r\n\r\n"
        #expect(try read(text, pieces: size) == [#"POST / ["transfer-encoding=chunked"]"#, "abc0123456789"])
    }

    @Test func `many chunks do not count as a long head`() throws {
        let chunks = String(repeating: "1\r\na\r\n", count: 40_000)
        let told = try read("POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n\(chunks)0\r\n\r\n", pieces: 4096)
        #expect(told.last?.count == 40_000)
    }

    @Test(arguments: [
        "hello\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/1.1\r\ncontent-length: x\r\n\r\n",
        "GET / HTTP/1.1\r\ntransfer-encoding: gzip\r\n\r\n", "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n1\r\nab\r\n",
    ])
    func `what is no request is an error`(text: String) {
        #expect(throws: HTTPFormatError.self) { try read(text, pieces: 500) }
    }

    @Test func `random bytes are refused or awaited, never more than that`() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<2_000 {
            var bytes = Array(Self.two.utf8)
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            var parser = HTTPRequestParser()
            var position = 0
            while position <= bytes.count, let event = try? parser.next(in: bytes.span.bytes, from: &position) {
                if case .body(let range) = event { #expect(range.upperBound <= bytes.count) }
            }
        }
    }
}
