#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension RawSpan {
    /// The byte at an offset, bounds checked.
    @inline(__always)
    subscript(byte offset: Int) -> UInt8 { unsafeLoad(fromByteOffset: offset, as: UInt8.self) }

    /// Offset of the first such byte at or after `start` and before `end`. Nil when there is none.
    @inline(__always)
    func firstOffset(of byte: UInt8, from start: Int, to end: Int) -> Int? {
        precondition(0 <= start && start <= end && end <= byteCount)
        return withUnsafeBytes { all in
            guard let base = all.baseAddress, let hit = memchr(base + start, Int32(byte), end - start) else {
                return nil
            }
            return UnsafeRawPointer(hit) - base
        }
    }
}

extension [UInt8] {
    /// Appends a part of a span.
    mutating func append(_ bytes: RawSpan, _ range: Range<Int>) {
        precondition(range.upperBound <= bytes.byteCount)
        bytes.withUnsafeBytes { append(contentsOf: $0[range]) }
    }
}
