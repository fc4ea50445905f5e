/// Lengths that the other side names: read within bounds, and never added to anything before they are cut to what is there.
/// RFC 9112, sections 6.3 and 7.1.
enum HTTPLength {
    /// The longest that a body or a chunk can have, a tebibyte. What names more does not mean it, and would be awaited for
    /// ever.
    static let limit = 1 << 40

    /// A `content-length`: digits and nothing else. Nil for anything else, and beyond the limit.
    static func decimal(_ text: String) -> Int? {
        guard !text.isEmpty else { return nil }
        var value = 0
        for byte in text.utf8 {
            let digit = byte &- UInt8(ascii: "0")
            guard digit <= 9, let next = appended(Int(digit), to: value, radix: 10) else { return nil }
            value = next
        }
        return value
    }

    /// The number with a digit more. Nil beyond the limit.
    @inline(__always)
    static func appended(_ digit: Int, to value: Int, radix: Int) -> Int? {
        // The limit times a radix is far from an overflow.
        let next = value * radix + digit
        return next <= limit ? next : nil
    }

    /// Where the part of a body lies that has come, of which so many bytes are left.
    @inline(__always)
    static func part(from position: Int, to count: Int, remaining: Int) -> Range<Int> {
        position..<(position + min(remaining, count - position))
    }
}
