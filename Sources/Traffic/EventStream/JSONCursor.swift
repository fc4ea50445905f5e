import BenchModel

/// Walks over the tokens of a JSON text and checks them, without building values.
///
/// What it accepts is valid JSON. Where it throws, the text is invalid or just not for it: escaped surrogates,
/// exponents, deep nesting, escapes in keys.
struct JSONCursor {
    /// To be decided by a full parse.
    struct Undecided: Error {}

    /// The bytes between the quotes of a string without escapes.
    typealias Key = Range<Int>

    private static let deepest = 64

    private(set) var position = 0

    @inline(__always)
    mutating func object(
        _ bytes: RawSpan,
        member: (inout JSONCursor, Key) throws(Undecided) -> Void
    ) throws(Undecided) {
        try expect(UInt8(ascii: "{"), bytes)
        skipSpace(bytes)
        if pass(UInt8(ascii: "}"), bytes) { return }
        repeat {
            skipSpace(bytes)
            let key = try string(bytes)
            skipSpace(bytes)
            try expect(UInt8(ascii: ":"), bytes)
            skipSpace(bytes)
            try member(&self, key)
            skipSpace(bytes)
        } while pass(UInt8(ascii: ","), bytes)
        try expect(UInt8(ascii: "}"), bytes)
    }

    /// - Returns: Whether there was any element.
    @inline(__always)
    mutating func array(
        _ bytes: RawSpan,
        element: (inout JSONCursor) throws(Undecided) -> Void
    ) throws(Undecided) -> Bool {
        try expect(UInt8(ascii: "["), bytes)
        skipSpace(bytes)
        if pass(UInt8(ascii: "]"), bytes) { return false }
        repeat {
            skipSpace(bytes)
            try element(&self)
            skipSpace(bytes)
        } while pass(UInt8(ascii: ","), bytes)
        try expect(UInt8(ascii: "]"), bytes)
        return true
    }

    mutating func skipValue(_ bytes: RawSpan, depth: Int) throws(Undecided) {
        guard depth < Self.deepest else { throw Undecided() }
        switch try peek(bytes) {
        case UInt8(ascii: "\""): _ = try skipString(bytes)
        case UInt8(ascii: "n"): try literal("null", bytes)
        case UInt8(ascii: "t"): try literal("true", bytes)
        case UInt8(ascii: "f"): try literal("false", bytes)
        case UInt8(ascii: "{"):
            try object(bytes) { (cursor, _) throws(Undecided) in try cursor.skipValue(bytes, depth: depth + 1) }
        case UInt8(ascii: "["):
            _ = try array(bytes) { (cursor) throws(Undecided) in try cursor.skipValue(bytes, depth: depth + 1) }
        default: try skipNumber(bytes)
        }
    }

    /// A string value as the range between its quotes, escapes as they are written. Nil for null.
    mutating func text(_ bytes: RawSpan) throws(Undecided) -> Range<Int>? {
        if try passNull(bytes) { return nil }
        let start = position
        _ = try skipString(bytes)
        return (start + 1)..<(position - 1)
    }

    /// Whether a range is all that stands between two quotes, the second of which follows it.
    static func isText(_ range: Range<Int>, in bytes: RawSpan) -> Bool {
        var cursor = JSONCursor()
        cursor.position = range.lowerBound - 1
        return (try? cursor.skipString(bytes)) != nil && cursor.position == range.upperBound + 1
    }

    /// A string without escapes, as the range between its quotes.
    mutating func string(_ bytes: RawSpan) throws(Undecided) -> Key {
        let start = position
        guard try skipString(bytes) else { throw Undecided() }
        return (start + 1)..<(position - 1)
    }

    /// A whole number without sign, fraction or exponent that a count of tokens can be, or null.
    mutating func count(_ bytes: RawSpan) throws(Undecided) -> Int? {
        if try passNull(bytes) { return nil }
        let start = position
        try skipNumber(bytes)
        guard position - start <= 15 else { throw Undecided() }
        var value = 0
        for offset in start..<position {
            let digit = bytes[byte: offset] &- UInt8(ascii: "0")
            guard digit <= 9 else { throw Undecided() }
            value = value * 10 + Int(digit)
        }
        guard TokenCount.isPossible(value) else { throw Undecided() }
        return value
    }

    /// - Returns: Whether the string holds no escapes.
    private mutating func skipString(_ bytes: RawSpan) throws(Undecided) -> Bool {
        try expect(UInt8(ascii: "\""), bytes)
        var isPlain = true
        while true {
            skipPlainWords(bytes)
            let byte = try peek(bytes)
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return isPlain
            case UInt8(ascii: "\\"):
                isPlain = false
                try skipEscape(bytes)
            case 0x80...: try skipMultiByte(byte, bytes)
            case ..<0x20: throw Undecided()
            default: break
            }
        }
    }

    /// Passes over string bytes eight at a time, up to the first quote, backslash, control or non-ASCII byte.
    @inline(__always)
    private mutating func skipPlainWords(_ bytes: RawSpan) {
        let ones: UInt64 = 0x0101_0101_0101_0101
        while position + 8 <= bytes.byteCount {
            let word = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
            let quotes = word ^ (ones &* 0x22)
            let slashes = word ^ (ones &* 0x5C)
            // "Determine if a word has a byte less than n" and "has a zero byte", Anderson, Bit Twiddling Hacks:
            // the lowest flagged byte is exact, and every byte from 0x80 on is flagged by itself.
            let flags =
                (((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes) | ((word &- (ones &* 0x20)) & ~word)
                    | word) & (ones &* 0x80)
            guard flags == 0 else {
                position += flags.trailingZeroBitCount >> 3
                return
            }
            position += 8
        }
    }

    private mutating func skipEscape(_ bytes: RawSpan) throws(Undecided) {
        let byte = try peek(bytes)
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return
        case UInt8(ascii: "u"):
            var code: UInt32 = 0
            for _ in 0..<4 {
                guard let digit = Self.hexDigit(try peek(bytes)) else { throw Undecided() }
                code = code << 4 | UInt32(digit)
                position += 1
            }
            // A lone surrogate is for the full parse to judge, and so is a pair.
            guard code & 0xF800 != 0xD800 else { throw Undecided() }
        default: throw Undecided()
        }
    }

    /// The Unicode Standard, table 3-7: well-formed UTF-8 byte sequences.
    private mutating func skipMultiByte(_ lead: UInt8, _ bytes: RawSpan) throws(Undecided) {
        let second: ClosedRange<UInt8>
        let rest: Int
        switch lead {
        case 0xC2...0xDF: (second, rest) = (0x80...0xBF, 0)
        case 0xE0: (second, rest) = (0xA0...0xBF, 1)
        case 0xED: (second, rest) = (0x80...0x9F, 1)
        case 0xE1...0xEF: (second, rest) = (0x80...0xBF, 1)
        case 0xF0: (second, rest) = (0x90...0xBF, 2)
        case 0xF1...0xF3: (second, rest) = (0x80...0xBF, 2)
        case 0xF4: (second, rest) = (0x80...0x8F, 2)
        default: throw Undecided()
        }
        guard second.contains(try peek(bytes)) else { throw Undecided() }
        position += 1
        for _ in 0..<rest {
            guard try peek(bytes) & 0xC0 == 0x80 else { throw Undecided() }
            position += 1
        }
    }

    private mutating func skipNumber(_ bytes: RawSpan) throws(Undecided) {
        _ = pass(UInt8(ascii: "-"), bytes)
        if !pass(UInt8(ascii: "0"), bytes) { try skipDigits(bytes) }
        if pass(UInt8(ascii: "."), bytes) { try skipDigits(bytes) }
        if pass(UInt8(ascii: "e"), bytes) || pass(UInt8(ascii: "E"), bytes) { throw Undecided() }
    }

    private mutating func skipDigits(_ bytes: RawSpan) throws(Undecided) {
        let start = position
        while position < bytes.byteCount, bytes[byte: position] &- UInt8(ascii: "0") <= 9 { position += 1 }
        guard position > start else { throw Undecided() }
    }

    mutating func null(_ bytes: RawSpan) throws(Undecided) {
        guard try passNull(bytes) else { throw Undecided() }
    }

    mutating func passNull(_ bytes: RawSpan) throws(Undecided) -> Bool {
        guard try peek(bytes) == UInt8(ascii: "n") else { return false }
        try literal("null", bytes)
        return true
    }

    private mutating func literal(_ text: StaticString, _ bytes: RawSpan) throws(Undecided) {
        let end = position + text.utf8CodeUnitCount
        guard end <= bytes.byteCount, Self.key(position..<end, is: text, bytes) else { throw Undecided() }
        position = end
    }

    @inline(__always)
    static func key(_ range: Key, is text: StaticString, _ bytes: RawSpan) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        for offset in 0..<range.count where bytes[byte: range.lowerBound + offset] != text.utf8Start[offset] {
            return false
        }
        return true
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    @inline(__always)
    private func peek(_ bytes: RawSpan) throws(Undecided) -> UInt8 {
        guard position < bytes.byteCount else { throw Undecided() }
        return bytes[byte: position]
    }

    @inline(__always)
    private mutating func expect(_ byte: UInt8, _ bytes: RawSpan) throws(Undecided) {
        guard pass(byte, bytes) else { throw Undecided() }
    }

    @inline(__always)
    private mutating func pass(_ byte: UInt8, _ bytes: RawSpan) -> Bool {
        guard position < bytes.byteCount, bytes[byte: position] == byte else { return false }
        position += 1
        return true
    }

    @inline(__always)
    mutating func skipSpace(_ bytes: RawSpan) {
        while position < bytes.byteCount {
            let byte = bytes[byte: position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position += 1
        }
    }
}
