/// Reads one JSON value after the other from a text that holds any number of them.
struct PythonJSONParser {
    /// Why a text is no JSON.
    enum Failure: Error, Equatable {
        /// The text ends inside a value.
        case cutOff
        /// A byte that cannot stand where it does, counted from 0.
        case malformed(offset: Int)
    }

    private static let deepest = 64

    private let bytes: [UInt8]
    /// Where the next value is looked for.
    private(set) var offset = 0
    private var depth = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Whether nothing but blanks is left. Moves past the blanks.
    mutating func isAtEnd() -> Bool {
        while offset < bytes.count, Self.isBlank(bytes[offset]) { offset += 1 }
        return offset == bytes.count
    }

    /// The byte that many places ahead. Nil past the end.
    func byte(after count: Int = 0) -> UInt8? { offset + count < bytes.count ? bytes[offset + count] : nil }

    mutating func move(by count: Int) { offset += count }

    mutating func value() throws(Failure) -> PythonJSON {
        switch try peek() {
        case UInt8(ascii: "{"): return try nested { parser throws(Failure) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(Failure) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try text())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default:
            let (value, start) = try number()
            return .number(value, text: String(decoding: bytes[start..<offset], as: UTF8.self))
        }
    }

    private mutating func nested(_ body: (inout Self) throws(Failure) -> PythonJSON) throws(Failure) -> PythonJSON {
        guard depth < Self.deepest else { throw .malformed(offset: offset) }
        depth += 1
        defer { depth -= 1 }
        offset += 1
        return try body(&self)
    }

    private mutating func object() throws(Failure) -> PythonJSON {
        var members: [String: PythonJSON] = [:]
        guard try peek() != UInt8(ascii: "}") else {
            offset += 1
            return .object(members)
        }
        while true {
            guard try peek() == UInt8(ascii: "\"") else { throw .malformed(offset: offset) }
            let key = try text()
            guard try peek() == UInt8(ascii: ":") else { throw .malformed(offset: offset) }
            offset += 1
            members[key] = try value()
            guard try separator(orEnd: UInt8(ascii: "}")) else { return .object(members) }
        }
    }

    private mutating func array() throws(Failure) -> PythonJSON {
        guard try peek() != UInt8(ascii: "]") else {
            offset += 1
            return .numbers([])
        }
        var numbers: [Double] = []
        while Self.startsNumber(try peek()) {
            numbers.append(try number().value)
            guard try separator(orEnd: UInt8(ascii: "]")) else { return .numbers(numbers) }
        }
        var values = numbers.map { PythonJSON.number($0, text: "\($0)") }
        while true {
            values.append(try value())
            guard try separator(orEnd: UInt8(ascii: "]")) else { return .array(values) }
        }
    }

    /// - Returns: False when the list or object ends here.
    private mutating func separator(orEnd end: UInt8) throws(Failure) -> Bool {
        let byte = try peek()
        guard byte == end || byte == UInt8(ascii: ",") else { throw .malformed(offset: offset) }
        offset += 1
        return byte != end
    }

    private mutating func peek() throws(Failure) -> UInt8 {
        guard !isAtEnd() else { throw .cutOff }
        return bytes[offset]
    }

    private mutating func word(_ word: String, _ value: PythonJSON) throws(Failure) -> PythonJSON {
        for byte in word.utf8 {
            guard offset < bytes.count else { throw .cutOff }
            guard bytes[offset] == byte else { throw .malformed(offset: offset) }
            offset += 1
        }
        return value
    }

    private mutating func number() throws(Failure) -> (value: Double, start: Int) {
        let start = offset
        while offset < bytes.count, Self.continuesNumber(bytes[offset]) { offset += 1 }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        switch text {
        case "NaN": return (.nan, start)
        case "Infinity": return (.infinity, start)
        case "-Infinity": return (-.infinity, start)
        default: break
        }
        guard Self.isNumber(bytes[start..<offset]), let value = Double(text) else {
            throw offset == bytes.count && offset > start ? .cutOff : .malformed(offset: start)
        }
        return (value, start)
    }

    /// RFC 8259, section 6, which Python's reader keeps to: no zeros ahead, digits on both sides of a point.
    private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        func digits() -> Int {
            let count = rest.prefix { $0 &- UInt8(ascii: "0") <= 9 }.count
            rest = rest.dropFirst(count)
            return count
        }
        func pass(_ letters: String) -> Bool {
            guard let first = rest.first, letters.utf8.contains(first) else { return false }
            rest = rest.dropFirst()
            return true
        }
        _ = pass("-")
        let leadingZero = rest.first == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, !leadingZero || whole == 1 else { return false }
        if pass("."), digits() == 0 { return false }
        if pass("eE") {
            _ = pass("+-")
            if digits() == 0 { return false }
        }
        return rest.isEmpty
    }

    private static func startsNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "N"), UInt8(ascii: "I"): true
        default: false
        }
    }

    private static func continuesNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
