import BenchModel
import Foundation
import Testing

@testable import Traffic

struct SimulatorJSONReaderTests {
    @Test(arguments: [
        #"{"a":[1,-2.5e3,true,false,null,{"b":"c"}],"d":{}}"#, " [ ] ", "0", "-0", "12345678901234567890", "1E+2",
        #""\"\\\/\b\f\n\r\té\u00e9\ud83d\ude00 語""#,
    ])
    func `reads what Foundation reads`(text: String) throws {
        let expected = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
        let value = try JSONReader.value(Array(text.utf8))
        if text == "-0" {
            #expect(value == .integer(0))
        } else {
            #expect(value == expected)
        }
    }

    @Test(arguments: [
        ("", 0), ("{", 1), ("[1,]", 3), ("[1 2]", 3), ("{\"a\"}", 4), ("{a:1}", 1), ("tru", 3), ("01", 2), ("1.", 2),
        ("-", 1), ("\"a", 2), ("\"\\x\"", 3), ("\"\\ud800\"", 7), ("\"\\u12g4\"", 3), ("\"a\nb\"", 2), ("1 1", 2),
        ("+1", 0), ("NaN", 0),
    ])
    func `refuses what is not JSON and says where`(text: String, offset: Int) {
        #expect(throws: JSONReader.Failure(offset: offset)) { try JSONReader.value(Array(text.utf8)) }
    }

    @Test func `refuses bytes that are not UTF-8`() {
        #expect(throws: JSONReader.Failure.self) { try JSONReader.value([0x22, 0xFF, 0x22]) }
    }

    @Test func `refuses nesting that would exhaust the stack`() {
        #expect(throws: JSONReader.Failure.self) {
            try JSONReader.value(Array(String(repeating: "[", count: 100_000).utf8))
        }
    }
}
