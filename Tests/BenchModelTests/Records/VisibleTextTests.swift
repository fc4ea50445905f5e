import BenchModel
import Foundation
import Testing

struct VisibleTextTests {
    /// Every scalar that must not reach a terminal raw, and many that may.
    static let scalars: [Unicode.Scalar] =
        (Array(0...0x37F) + Array(0x600...0x61F) + Array(0x2000...0x20FF)).compactMap { Unicode.Scalar(UInt32($0)) }
        + [0xFEFF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0xE000, 0x1F600, 0x10FFFD, 0xFFFD].compactMap {
            Unicode.Scalar($0)
        }

    private static let bidi: Set<UInt32> = [
        0x61C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069,
    ]

    @Test func `controls, line ends and marks of direction are hidden, letters are not`() {
        for scalar in Self.scalars {
            let value = scalar.value
            let isControl = value < 0x20 || (0x7F...0x9F).contains(value)
            if isControl || Self.bidi.contains(value) || value == 0x2028 || value == 0x2029 {
                #expect(VisibleText.isHidden(scalar), "U+\(String(value, radix: 16))")
            }
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                #expect(!VisibleText.isHidden(scalar), "U+\(String(value, radix: 16))")
            }
        }
    }

    @Test func `whatever is put into a message stays in its line`() {
        for scalar in Self.scalars {
            let text = ("said: \("a\(scalar)b\r\n\(scalar)::error::pwn ##[error]x")" as Message).text
            #expect(!text.unicodeScalars.contains(where: VisibleText.isHidden), "U+\(String(scalar.value, radix: 16))")
            #expect(!text.contains("##["))
            for word in text.split(whereSeparator: \.isWhitespace) { #expect(!word.hasPrefix("::e")) }
        }
        #expect(("a\nb \("c\nd")" as Message).text == "a\nb c d")
        #expect(VisibleText.line("http://[::1]:80/é 漢 👩\u{200D}💻") == "http://[::1]:80/é 漢 👩\u{200D}💻")
    }

    @Test func `JSON means the same with its hidden scalars escaped`() throws {
        for scalar in Self.scalars where scalar.value < 0x200 || VisibleText.isHidden(scalar) {
            let value = ["k\(scalar)": "a\(scalar)b"]
            let text = VisibleText.json(String(decoding: try JSONEncoder().encode(value), as: UTF8.self))
            #expect(!text.unicodeScalars.contains(where: VisibleText.isHidden))
            #expect(try JSONDecoder().decode([String: String].self, from: Data(text.utf8)) == value)
        }
    }
}
