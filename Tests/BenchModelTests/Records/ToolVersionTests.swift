import BenchModel
import Foundation
import Testing

struct ToolVersionTests {
    @Test func `versions are ordered number by number`() {
        let ordered: [ToolVersion] = ["0.9.2", "0.10.1", "0.10.1.1", "0.10.2", "0.11", "0.32.0", "1.0", "1.14.1"]
        #expect(ordered.shuffled().sorted().map(\.description) == ordered.map(\.description))
    }

    @Test(arguments: [("0.11", "0.11.0"), ("1.14.1", "1.14.1rc1"), ("0.32.0", "0.32.0+cpu"), ("0", "0.0.0")])
    func `trailing zeros and text do not tell versions apart`(left: String, right: String) throws {
        let (left, right) = (try #require(ToolVersion(left)), try #require(ToolVersion(right)))
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(!(left < right) && !(right < left))
    }

    @Test(arguments: ["", "main", "v1.2", ".5", "９.1"])
    func `text without a leading number is no version`(text: String) {
        #expect(ToolVersion(text) == nil)
    }

    @Test func `it encodes as the text it was made from`() throws {
        let version: ToolVersion = "0.10.1.post1"
        let json = try JSONEncoder().encode([version])
        #expect(String(decoding: json, as: UTF8.self) == #"["0.10.1.post1"]"#)
        #expect(try JSONDecoder().decode([ToolVersion].self, from: json)[0].description == "0.10.1.post1")
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([ToolVersion].self, from: Data(#"["x"]"#.utf8)) }
    }
}
