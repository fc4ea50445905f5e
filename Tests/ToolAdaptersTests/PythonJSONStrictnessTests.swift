import Testing

@testable import ToolAdapters

/// The reader of Python's JSON takes what Python's `json` takes, and nothing else.
struct PythonJSONStrictnessTests {
    private func isTaken(_ text: String) -> Bool {
        var parser = PythonJSONParser(Array(text.utf8))
        return (try? parser.value()) != nil && parser.isAtEnd()
    }

    private static let numbers = [
        "0", "-0", "1", "-12", "0.5", "-0.0", "1e5", "1E+5", "10.25e-3", "1e999", "NaN", "-Infinity",
    ]
    private static let none = [
        "012", "-01", "00", "1.", "-1.", ".5", "0.e1", "1e", "1e+", "0x42", "+1", "--1", "1a", "1_000", "- 1", "-NaN",
        "nan",
        "Inf", "0b1", "1.2.3", "0e", "00.5",
    ]

    @Test func `numbers are those of the standard, and the three words of Python`() {
        for place in ["%", "[%]", "[%, 1]", "[1, %]", "{\"a\": %}", "[\"x\", %]"] {
            for text in Self.numbers { #expect(isTaken(place.replacing("%", with: text)), "\(text)") }
            for text in Self.none { #expect(!isTaken(place.replacing("%", with: text)), "\(text)") }
        }
    }

    @Test func `control characters in strings are escaped`() {
        for code in UInt8(0)..<0x20 {
            #expect(!isTaken("[\"a\(Character(Unicode.Scalar(code)))\"]"))
            #expect(!isTaken("{\"\(Character(Unicode.Scalar(code)))\": 1}"))
        }
        #expect(isTaken("[\"a\u{7F}\\u0001\\n\"]"))
    }

    @Test func `commas stand between values only`() {
        for text in ["[1,]", "[,1]", "[1,,2]", "{\"a\":1,}", "{,}", "[\"a\",]", "[[],]"] { #expect(!isTaken(text)) }
    }
}
