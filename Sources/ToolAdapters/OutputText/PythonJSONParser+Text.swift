extension PythonJSONParser {
    /// A string with its escapes resolved; bytes that are no UTF-8 become replacement characters.
    mutating func text() throws(Failure) -> String {
        move(by: 1)
        var content: [UInt8] = []
        while let byte = byte() {
            move(by: 1)
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"): content += try escape()
            // Python refuses control characters that are not escaped.
            case ..<0x20: throw .malformed(offset: offset - 1)
            default: content.append(byte)
            }
        }
        throw .cutOff
    }

    private mutating func escape() throws(Failure) -> [UInt8] {
        guard let byte = byte() else { throw .cutOff }
        move(by: 1)
        switch byte {
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "u"): return Array(String(Character(try scalar())).utf8)
        default: throw .malformed(offset: offset - 1)
        }
    }

    /// What follows `\u`: one unit, or a pair of surrogates. A lone surrogate becomes the replacement character.
    private mutating func scalar() throws(Failure) -> Unicode.Scalar {
        let unit = try hexadecimal()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard (0xD800..<0xDC00).contains(unit), byte() == UInt8(ascii: "\\"), byte(after: 1) == UInt8(ascii: "u") else {
            return "\u{FFFD}"
        }
        move(by: 2)
        let low = try hexadecimal()
        guard (0xDC00..<0xE000).contains(low) else { return "\u{FFFD}" }
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
    }

    private mutating func hexadecimal() throws(Failure) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = byte() else { throw .cutOff }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw .malformed(offset: offset) }
            unit = unit << 4 + UInt32(digit)
            move(by: 1)
        }
        return unit
    }
}
