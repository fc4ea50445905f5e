/// Reads values as Python's `repr` writes them: `None`, `True`, numbers, strings in either quote, lists, tuples and
/// dictionaries, nested. What is none of these, such as an object's own form, becomes its text.
struct PythonLiteralParser {
    private static let deepest = 32

    private let bytes: [UInt8]
    private(set) var offset: Int
    private var depth = 0

    init(_ bytes: [UInt8], from offset: Int = 0) {
        self.bytes = bytes
        self.offset = offset
    }

    /// Named arguments up to the closing parenthesis, the opening one being read already. Nil when they are no such.
    mutating func arguments() -> [(name: String, value: JSONValue)]? {
        var members: [(name: String, value: JSONValue)] = []
        skipBlanks()
        while byte != UInt8(ascii: ")") {
            let name = word()
            guard !name.isEmpty, take("="), let value = value() else { return nil }
            members.append((name, value))
            skipBlanks()
            if take(",") {
                skipBlanks()
            } else if byte != UInt8(ascii: ")") {
                return nil
            }
        }
        offset += 1
        return members
    }

    /// Nil when no value ends where one should.
    mutating func value() -> JSONValue? {
        guard depth < Self.deepest, let first = byte else { return nil }
        depth += 1
        defer { depth -= 1 }
        switch first {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return string().map(JSONValue.string)
        case UInt8(ascii: "["): return list(until: "]").map(JSONValue.array)
        case UInt8(ascii: "("): return list(until: ")").map(JSONValue.array)
        case UInt8(ascii: "{"): return dictionary()
        default: return atom()
        }
    }

    private mutating func list(until end: Character) -> [JSONValue]? {
        offset += 1
        var elements: [JSONValue] = []
        skipBlanks()
        while !take(end) {
            guard let element = value() else { return nil }
            elements.append(element)
            skipBlanks()
            if take(",") { skipBlanks() } else if byte != end.asciiValue { return nil }
        }
        return elements
    }

    /// A set is read as a list.
    private mutating func dictionary() -> JSONValue? {
        offset += 1
        var members: [String: JSONValue] = [:]
        var elements: [JSONValue] = []
        skipBlanks()
        while !take("}") {
            guard let key = value() else { return nil }
            skipBlanks()
            if take(":") {
                skipBlanks()
                guard let value = value() else { return nil }
                members[key.string ?? key.line] = value
                skipBlanks()
            } else {
                elements.append(key)
            }
            if take(",") { skipBlanks() } else if byte != UInt8(ascii: "}") { return nil }
        }
        return elements.isEmpty ? .object(members) : .array(elements)
    }

    private mutating func string() -> String? {
        guard let quote = byte else { return nil }
        offset += 1
        var content: [UInt8] = []
        while let next = byte {
            offset += 1
            // A line break is written as an escape.
            if next == 0x0A { return nil }
            if next == quote { return String(decoding: content, as: UTF8.self) }
            guard next == UInt8(ascii: "\\") else {
                content.append(next)
                continue
            }
            guard let escaped = byte else { return nil }
            offset += 1
            switch escaped {
            case UInt8(ascii: "n"): content.append(0x0A)
            case UInt8(ascii: "t"): content.append(0x09)
            case UInt8(ascii: "r"): content.append(0x0D)
            case UInt8(ascii: "x"): content += scalar(digits: 2)
            case UInt8(ascii: "u"): content += scalar(digits: 4)
            case UInt8(ascii: "U"): content += scalar(digits: 8)
            default: content.append(escaped)
            }
        }
        return nil
    }

    private mutating func scalar(digits: Int) -> [UInt8] {
        let text = String(decoding: bytes[offset..<min(offset + digits, bytes.count)], as: UTF8.self)
        offset += text.utf8.count
        let scalar = UInt32(text, radix: 16).flatMap(Unicode.Scalar.init) ?? "\u{FFFD}"
        return Array(String(Character(scalar)).utf8)
    }

    /// A number, a word, or anything else up to the comma or bracket that ends it.
    private mutating func atom() -> JSONValue? {
        let start = offset
        var open: [UInt8] = []
        scan: while let next = byte {
            switch next {
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                guard string() != nil else { return nil }
                continue scan
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "<"): open.append(next)
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ">"):
                if open.popLast() == nil { break scan }
            case UInt8(ascii: ","), UInt8(ascii: ":"): if open.isEmpty { break scan }
            case 0x0A: return nil
            default: break
            }
            offset += 1
        }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        guard offset < bytes.count, !text.isEmpty else { return nil }
        switch text {
        case "None": return .null
        case "True": return .bool(true)
        case "False": return .bool(false)
        default:
            if let number = Int(text) { return .integer(number) }
            if let number = Double(text), number.isFinite { return .number(number) }
            return .string(text)
        }
    }

    private mutating func word() -> String {
        let start = offset
        while let next = byte, next == UInt8(ascii: "_") || Self.isLetterOrDigit(next) { offset += 1 }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private var byte: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func take(_ character: Character) -> Bool {
        guard byte == character.asciiValue, byte != nil else { return false }
        offset += 1
        return true
    }

    private mutating func skipBlanks() {
        while byte == 0x20 { offset += 1 }
    }
}
