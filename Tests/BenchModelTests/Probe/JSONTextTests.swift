import Testing

@testable import BenchModel

struct JSONTextTests {
    private func value(_ text: String) -> JSONValue? { JSONValue(text: Array(text.utf8)) }

    @Test func `a number keeps the form in which it was written`() {
        #expect(
            value("[0, 0.0, 1e3, -2, true, false, null, \"1\"]") == [
                0, .number(0), .number(1000), -2, true, false, .null, "1",
            ]
        )
        #expect(value("{\"a\": {\"b\": []}}") == ["a": ["b": []]])
        #expect(value("10000000000000000000") == .number(1e19))
        #expect(value("{") == nil && value("") == nil)
    }

    @Test func `numbers count by their value`() {
        #expect(JSONValue.integer(0).means(.number(0)))
        #expect(JSONValue.array([1, ["a": 2]]).means([.number(1), ["a": .number(2)]]))
        #expect(!JSONValue.integer(0).means(.bool(false)))
        #expect(!JSONValue.array([1]).means([1, 2]))
    }

    @Test func `a long value is cut and its length told`() {
        let text = JSONValue.string(String(repeating: "a", count: 98)).excerpt
        #expect(text == "\"" + String(repeating: "a", count: 23) + "… (100 characters)")
        #expect(JSONValue.array([1, .number(0), "a\"b", ["k": .null]]).line == #"[1, 0.0, "a\"b", {"k": null}]"#)
    }
}
