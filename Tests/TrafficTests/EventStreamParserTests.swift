import BenchModel
import Testing

@testable import Traffic

struct EventStreamParserTests {
    /// Feeds the parts one by one and collects the events' data.
    static func events(_ parts: [[UInt8]]) throws -> [String] {
        var parser = EventStreamParser()
        var events: [String] = []
        for part in parts {
            var position = 0
            while let event = try parser.next(in: part.span.bytes, from: &position) {
                switch event {
                case .slice(let range): events.append(String(decoding: part[range], as: UTF8.self))
                case .carried: events.append(String(decoding: parser.carried, as: UTF8.self))
                }
            }
            #expect(position == part.count)
        }
        return events
    }

    static func events(_ text: String) throws -> [String] { try events([Array(text.utf8)]) }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `every kind of line end ends a line`(end: String) throws {
        let text = ["data: one", "", "data: two", "data: three", "", ""].joined(separator: end)
        #expect(try Self.events(text) == ["one", "two\nthree"])
    }

    @Test func `comments and other fields are passed over`() throws {
        let text = ": ping\n\nevent: message\nid: 7\nretry: 10\ndata: x\n: ping\n\ndatum: y\n\n"
        #expect(try Self.events(text) == ["x"])
    }

    @Test func `one space after the colon is not part of the data`() throws {
        #expect(try Self.events("data:x\n\ndata:  y\n\ndata:\n\ndata\n\n") == ["x", " y", "", ""])
    }

    @Test func `a byte order mark is passed over only at the start`() throws {
        #expect(try Self.events("\u{FEFF}data: x\n\n\u{FEFF}data: y\n\n") == ["x"])
        #expect(try Self.events([[0xEF, 0xBB], Array("data: lost\n\ndata: kept\n\n".utf8)]) == ["kept"])
    }

    @Test func `an event that the stream ends in is dropped and known`() throws {
        var parser = EventStreamParser()
        var position = 0
        let bytes = Array("data: x\n\ndata: y\n".utf8)
        #expect(try parser.next(in: bytes.span.bytes, from: &position) == .slice(6..<7))
        #expect(!parser.isInsideEvent)
        #expect(try parser.next(in: bytes.span.bytes, from: &position) == nil)
        #expect(parser.isInsideEvent)
    }

    @Test func `any split of the bytes gives the same events`() throws {
        let text =
            "\u{FEFF}: hello\r\n\r\ndata: {\"a\":\"é世😀\"}\n\ndata:x\rdata: y\r\r\r\nevent: z\ndata: 1\r\n\r\n"
        let bytes = Array(text.utf8)
        let expected = ["{\"a\":\"é世😀\"}", "x\ny", "1"]
        #expect(try Self.events([bytes]) == expected)
        #expect(try Self.events(bytes.map { [$0] }) == expected)
        for first in 0...bytes.count {
            for second in first...bytes.count {
                let parts = [bytes[..<first], bytes[first..<second], bytes[second...]].map(Array.init)
                try #require(try Self.events(parts) == expected)
            }
        }
    }

    @Test func `random bytes never stop the parser and mean the same however they are split`() throws {
        var random = SeededGenerator(seed: 1)
        let alphabet = Array("data: \r\n:x\u{FEFF}{}".utf8)
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0..<64, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            let cut = Int.random(in: 0...bytes.count, using: &random)
            try #require(try Self.events([bytes]) == Self.events([Array(bytes[..<cut]), Array(bytes[cut...])]))
        }
    }
}
