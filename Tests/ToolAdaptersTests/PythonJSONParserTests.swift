import Testing

@testable import ToolAdapters

@Suite struct PythonJSONParserTests {
    private func parse(_ text: String) throws -> PythonJSON {
        var parser = PythonJSONParser(Array(text.utf8))
        return try parser.value()
    }

    private func failure(_ text: String) -> PythonJSONParser.Failure? {
        var parser = PythonJSONParser(Array(text.utf8))
        do throws(PythonJSONParser.Failure) {
            _ = try parser.value()
            return parser.isAtEnd() ? nil : .malformed(offset: parser.offset)
        } catch {
            return error
        }
    }

    @Test func `values of every kind are read`() throws {
        #expect(try parse(" [1, -2.5e3, 0.1] ") == .numbers([1, -2500, 0.1]))
        #expect(try parse("[1, null]") == .array([.number(1, text: "1.0"), .null]))
        #expect(try parse("[[], [2]]") == .array([.numbers([]), .numbers([2])]))
        #expect(try parse(#"{"a": {"b": true}, "c": false}"#).object?["a"] == .object(["b": .bool(true)]))
        #expect(try parse("1.50") == .number(1.5, text: "1.50"))
    }

    @Test func `Python's own numbers are read`() throws {
        #expect(try parse("Infinity").number == .infinity)
        #expect(try parse("-Infinity").number == -.infinity)
        #expect(try parse("[NaN, 1]").numbers?.first?.isNaN == true)
    }

    @Test func `escapes are resolved`() throws {
        #expect(try parse(#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#).string == "a\"\\/\u{8}\u{c}\n\r\té😀")
        #expect(try parse(#""\ud83d!""#).string == "\u{FFFD}!")
    }

    @Test(arguments: ["", "{", "[1,", "\"a", #""\u00"#, "tru", "-", #"{"a": 1"#, #"{"a""#, "1e"])
    func `a text that ends early is cut off`(text: String) {
        #expect(failure(text) == .cutOff)
    }

    @Test(arguments: [
        ("[1 2]", 3), ("{1: 2}", 1), ("nul1", 3), ("[.5]", 1), (#""\x""#, 2), ("[1,]", 3), ("1 2", 2), ("[1e]", 1),
        ("[inf]", 1), ("[+1]", 1),
    ])
    func `a text that is wrong says where`(text: String, offset: Int) {
        #expect(failure(text) == .malformed(offset: offset))
    }

    @Test func `depth is bounded`() {
        #expect(failure(String(repeating: "[", count: 100_000)) == .malformed(offset: 64))
    }
}
