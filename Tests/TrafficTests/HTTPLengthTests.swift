import BenchModel
import Testing

@testable import Traffic

/// Lengths that nobody means, in every place where one is read: whatever is written there, it is a number within bounds or
/// an error, and what has come is taken in parts that lie within it.
struct HTTPLengthTests {
    /// Numbers around the powers of two at which arithmetic breaks, with how each may be written.
    private static let decimals: [String] = {
        var texts = ["", "-1", "-0", "+5", " 5", "5 ", "5,5", "5, 6", "0x5", "5.0", "1e3", "٣", "5\u{0}", "--5", "a"]
        for power in [7, 8, 15, 16, 31, 32, 40, 53, 62, 63, 64, 65, 127, 128] {
            for offset in [-2, -1, 0, 1, 2] {
                let text = decimal(power, offset)
                texts += [text, "000" + text, text + "0", "-" + text, "+" + text]
            }
        }
        for count in [12, 13, 18, 19, 20, 40, 400] { texts.append(String(repeating: "9", count: count)) }
        return texts + [String(repeating: "0", count: 300) + "7"]
    }()

    /// 2^power + offset, without arithmetic that could break.
    private static func decimal(_ power: Int, _ offset: Int) -> String {
        var digits = [1]
        func times(_ factor: Int, plus: Int) {
            var carry = plus
            for place in digits.indices {
                let value = digits[place] * factor + carry
                digits[place] = ((value % 10) + 10) % 10
                carry = (value - digits[place]) / 10
            }
            while carry > 0 {
                digits.append(carry % 10)
                carry /= 10
            }
        }
        for _ in 0..<power { times(2, plus: 0) }
        times(1, plus: offset)
        return digits.reversed().map(String.init).joined()
    }

    /// By the book: digits only, and within the limit. Compared as text, so that no arithmetic is shared with what is tested.
    private static func expected(_ text: String) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let digits = text.drop { $0 == "0" }
        let limit = "\(HTTPLength.limit)"
        guard digits.count < limit.count || (digits.count == limit.count && digits <= limit) else { return nil }
        return digits.isEmpty ? 0 : Int(digits)
    }

    @Test func `a length is digits within the limit, or nothing`() {
        for text in Self.decimals { #expect(HTTPLength.decimal(text) == Self.expected(text), "\(text)") }
        #expect(Self.decimals.contains("9223372036854775807"))
        #expect(Self.decimals.contains("18446744073709551616"))
    }

    @Test func `a part never reaches beyond what has come`() {
        for remaining in [0, 1, 5, 1 << 31, 1 << 40, Int.max - 1, Int.max] {
            for position in 0...6 {
                let part = HTTPLength.part(from: position, to: 6, remaining: remaining)
                #expect(part.lowerBound == position)
                #expect(part.count == min(remaining, 6 - position))
            }
        }
    }

    /// What reading bytes came to: what it took for the body, or that it was no message.
    private enum Outcome: Equatable {
        case body(Int, ended: Bool)
        case refused
    }

    private static func response(_ text: String, pieces: Int) -> Outcome {
        var parser = HTTPResponseParser()
        return read(text, pieces: pieces) { piece, position throws(HTTPFormatError) in
            switch try parser.next(in: piece.span.bytes, from: &position) {
            case .head: .head
            case .body(let range): .body(range.count)
            case .end: .end
            case nil: nil
            }
        }
    }

    private static func request(_ text: String, pieces: Int) -> Outcome {
        var parser = HTTPRequestParser()
        return read(text, pieces: pieces) { piece, position throws(HTTPFormatError) in
            switch try parser.next(in: piece.span.bytes, from: &position) {
            case .head: .head
            case .body(let range): .body(range.count)
            case .end: .end
            case nil: nil
            }
        }
    }

    /// What either parser tells of a message.
    private enum Event {
        case head
        case body(Int)
        case end
    }

    /// One message, in pieces of so many bytes.
    private static func read(
        _ text: String,
        pieces: Int,
        next: ([UInt8], inout Int) throws(HTTPFormatError) -> Event?
    ) -> Outcome {
        var (body, ended) = (0, false)
        let bytes = Array(text.utf8)
        do throws(HTTPFormatError) {
            for start in stride(from: 0, to: bytes.count, by: pieces) {
                let piece = Array(bytes[start..<min(start + pieces, bytes.count)])
                var position = 0
                while !ended, let event = try next(piece, &position) {
                    switch event {
                    case .head: break
                    case .body(let count): body += count
                    case .end: ended = true
                    }
                }
            }
            return .body(body, ended: ended)
        } catch { return .refused }
    }

    private static let body = "abcdefgh"

    @Test(arguments: [1, 3, 4096])
    func `every parser takes a content-length for the same`(pieces: Int) {
        // White space around a field's value is no part of it.
        for text in Self.decimals where text.utf8.allSatisfy({ $0 > 0x20 }) {
            let expected = Self.expected(text).map { length in
                Outcome.body(min(length, Self.body.utf8.count), ended: length <= Self.body.utf8.count)
            }
            let answer = "HTTP/1.1 200 OK\r\ncontent-length: \(text)\r\n\r\n\(Self.body)"
            #expect(Self.response(answer, pieces: pieces) == expected ?? .refused, "\(text)")
            let asked = "POST / HTTP/1.1\r\ncontent-length: \(text)\r\n\r\n\(Self.body)"
            #expect(Self.request(asked, pieces: pieces) == expected ?? .refused, "\(text)")
        }
    }

    /// Chunk sizes in every form; the sizes that are valid are the same as of a number in hexadecimal.
    private static let sizes: [(text: String, size: Int?)] = {
        var sizes: [(String, Int?)] = []
        for power in [0, 4, 31, 32, 40] {
            let value = 1 << power
            for text in ["\(String(value, radix: 16))", String(value, radix: 16, uppercase: true)] {
                sizes += [(text, value), ("0000" + text, value), (String(repeating: "0", count: 40) + text, value)]
                sizes += [
                    (text + ";a=b", value), (text + " ;a=\"b;c\"", value), (text + "  ", value), (text + "\t;", value),
                ]
                sizes += [("-" + text, nil), ("+" + text, nil), (" " + text, nil), (text + " " + text, nil)]
                sizes += [(text + "\r", nil), ("\r" + text, nil), (text + "x", nil), ("0x" + text, nil)]
            }
        }
        for text in [
            "10000000001", "3fffffffffffffff", "4000000000000000", "7fffffffffffffff", "8000000000000000",
            "7FFFFFFFFFFFFFFE", "ffffffffffffffff", "10000000000000000", "FFFFFFFFFFFFFFFFFF", "-0", "", ";", "g", "٣",
            String(repeating: "f", count: 400),
        ] { sizes.append((text, nil)) }
        return sizes
    }()

    @Test(arguments: [1, 5, 4096])
    func `every parser takes a chunk's size for the same`(pieces: Int) {
        for (text, size) in Self.sizes {
            let chunks = "\(text)\r\n\(Self.body.prefix(size ?? 8))"
            let expected = size.map { Outcome.body(min($0, Self.body.utf8.count), ended: false) } ?? .refused
            let answer = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\(chunks)"
            #expect(Self.response(answer, pieces: pieces) == expected, "\(text)")
            let asked = "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n\(chunks)"
            #expect(Self.request(asked, pieces: pieces) == expected, "\(text)")
        }
    }

    @Test func `a chunk line without end is given up`() {
        let extended = "5;" + String(repeating: "x", count: HTTPResponseParser.headLimit)
        let head = "transfer-encoding: chunked\r\n\r\n" + extended
        #expect(Self.response("HTTP/1.1 200 OK\r\n" + head, pieces: 4096) == .refused)
        #expect(Self.request("POST / HTTP/1.1\r\n" + head, pieces: 4096) == .refused)
    }

    @Test func `trailers without end are given up`() {
        let trailers = "0\r\n" + String(repeating: "x: y\r\n", count: HTTPResponseParser.headLimit / 6 + 1)
        let head = "transfer-encoding: chunked\r\n\r\n" + trailers
        #expect(Self.response("HTTP/1.1 200 OK\r\n" + head, pieces: 4096) == .refused)
        #expect(Self.request("POST / HTTP/1.1\r\n" + head, pieces: 4096) == .refused)
    }

    @Test func `a load whose server names such lengths goes on and says so`() async throws {
        let lengths = ["9223372036854775807", "9223372036854775808", "18446744073709551615", "4611686018427387904"]
        let heads =
            lengths.map { "content-length: \($0)\r\n\r\n" }
            + ["7FFFFFFFFFFFFFFF", "8000000000000000", "FFFFFFFFFFFFFFFFF"].map {
                "transfer-encoding: chunked\r\n\r\n\($0)\r\n"
            }
        try await ScriptedServer.with { request in
            request.index < heads.count
                ? [.write("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n" + heads[request.index] + "data: {}")]
                    + [.close]
                : Answer.twoTokens
        } _: { server in
            try await Tap.run(TapOptions(upstream: server.url)) { tap in
                let plan = LoadPlan(
                    url: tap.baseURL(of: 0) + "/v1/completions",
                    bodies: Array(repeating: Array("{}".utf8), count: heads.count + 2),
                    concurrency: 1,
                    isChat: false
                )
                let result = try await LoadEngine.run(plan)
                let failures = result.records.map { $0.failure?.kind }
                #expect(failures == Array(repeating: .malformed, count: heads.count) + [nil, nil])
                // Where the framing broke the tap looks no further, and on the next connection it does.
                let wire = await tap.take(0)
                #expect(wire.exchanges.count { $0.record.succeeded } == 2)
            }
        }
    }

    @Test func `a client that names such a length to a tap leaves it to the others`() async throws {
        try await ScriptedServer.with { _ in
            Answer.twoTokens
        } _: { server in
            try await Tap.run(TapOptions(upstream: server.url)) { tap in
                let port = try Endpoint(url: tap.baseURL(of: 0)).port
                for framing in [
                    "Content-Length: 9223372036854775807\r\n\r\n{}", "Content-Length: 9223372036854775808\r\n\r\n{}",
                    "Transfer-Encoding: chunked\r\n\r\n7FFFFFFFFFFFFFFF\r\n{}",
                ] {
                    try await SimulatorClient.talk(to: port) { client in
                        try client.send("POST /v1/completions HTTP/1.1\r\nHost: a\r\n\(framing)")
                    }
                }
                let plan = LoadPlan(
                    url: tap.baseURL(of: 0) + "/v1/completions",
                    bodies: [Array("{}".utf8)],
                    concurrency: 1,
                    isChat: false
                )
                let result = try await LoadEngine.run(plan)
                #expect(result.records.map(\.succeeded) == [true])
                #expect(await tap.take(0).exchanges.count { $0.record.succeeded } == 1)
            }
        }
    }

    @Test func `counts of tokens that none can be are told as that`() async throws {
        let counts = [
            "-1", "-9223372036854775808", "\(TokenCount.limit + 1)", "9223372036854775807", "99999999999999999999999",
            "1e999", "1e300", "0.5", "\"3\"", "true", "[]",
        ]
        for text in counts {
            for members in [#""prompt_tokens":\#(text),"completion_tokens":3"#, #""completion_tokens":\#(text)"#] {
                var exchange = Exchange(index: 0, streams: true)
                exchange.begin(at: Instant(nanoseconds: 0))
                let stream =
                    Answer.event(Answer.chat("a", finish: "stop"))
                    + Answer.event(#"{"choices":[],"usage":{\#(members)}}"#)
                    + Answer.event("[DONE]")
                let bytes = Array((Answer.streamHead + Answer.chunk(stream) + Answer.end).utf8)
                exchange.receive(bytes.span.bytes, at: Instant(nanoseconds: 1))
                #expect(exchange.record.failure?.kind == .malformed, "\(members)")
            }
        }
        // A detail that none can be makes no answer worthless, and enters no sum.
        for text in counts {
            var exchange = Exchange(index: 0, streams: true)
            exchange.begin(at: Instant(nanoseconds: 0))
            let usage = #"{"prompt_tokens":5,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":\#(text)}}"#
            let stream =
                Answer.event(Answer.chat("a", finish: "stop")) + Answer.event(#"{"choices":[],"usage":\#(usage)}"#)
            let bytes = Array((Answer.streamHead + Answer.chunk(stream + Answer.event("[DONE]")) + Answer.end).utf8)
            exchange.receive(bytes.span.bytes, at: Instant(nanoseconds: 1))
            #expect(exchange.record.succeeded && exchange.record.inputTokens == 5, "\(text)")
            #expect(exchange.record.inputTokensCached == nil, "\(text)")
        }
        var exchange = Exchange(index: 0, streams: true)
        exchange.begin(at: Instant(nanoseconds: 0))
        let most = Answer.event(Answer.chat("a", finish: "stop")) + Answer.event(Answer.usage(0, TokenCount.limit))
        let bytes = Array((Answer.streamHead + Answer.chunk(most) + Answer.end).utf8)
        exchange.receive(bytes.span.bytes, at: Instant(nanoseconds: 1))
        #expect(exchange.record.succeeded)
        #expect(exchange.record.outputTokens == TokenCount.limit)
    }
}
