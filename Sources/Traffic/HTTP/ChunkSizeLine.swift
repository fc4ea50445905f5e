/// Reads the line before a chunk byte by byte: hexadecimal digits, white space, an extension that is passed over. RFC 9112,
/// section 7.1; the line may end in a bare LF.
struct ChunkSizeLine: Sendable, Equatable {
    private enum Place { case start, digits, space, extended, lineFeed }

    private var place = Place.start
    private var value = 0
    private var length = 0

    /// Takes the next byte of the line.
    /// - Returns: The size in bytes when that byte ends the line, else nil.
    @inline(__always)
    mutating func take(_ byte: UInt8) throws(HTTPFormatError) -> Int? {
        length += 1
        guard length <= HTTPResponseParser.headLimit else { throw .chunkSize }
        if byte == 0x0A, place != .start {
            defer { self = ChunkSizeLine() }
            return value
        }
        switch (place, byte) {
        case (.digits, 0x0D), (.space, 0x0D), (.extended, 0x0D): place = .lineFeed
        case (.extended, _): break
        case (.digits, UInt8(ascii: ";")), (.space, UInt8(ascii: ";")): place = .extended
        case (.digits, 0x20), (.digits, 0x09), (.space, 0x20), (.space, 0x09): place = .space
        case (.start, _), (.digits, _):
            guard let digit = Self.digit(byte),
                let next = HTTPLength.appended(digit, to: value, radix: 16)
            else { throw .chunkSize }
            value = next
            place = .digits
        default: throw .chunkSize
        }
        return nil
    }

    @inline(__always)
    private static func digit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte &- UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte &- UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte &- UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}
