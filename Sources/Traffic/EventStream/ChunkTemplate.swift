#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The chunk that was understood last, as a pattern for the next: the chunks of a stream differ in nothing but the one
/// text that they carry, so that comparing bytes tells as much of them as reading them.
///
/// A match is exact: the same bytes around a valid JSON string are the same document with another text.
struct ChunkTemplate: Sendable {
    private var bytes: [UInt8] = []
    /// Between the quotes of the text that varies. Empty with no template.
    private var text = 0..<0
    private var facts = ChunkFacts()

    /// Makes a chunk the pattern.
    /// - Parameters:
    ///   - text: Between the quotes of the only value that decides whether the chunk carries output.
    mutating func learn(_ message: RawSpan, text: Range<Int>, facts: ChunkFacts) {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(message, 0..<message.byteCount)
        self.text = text
        self.facts = facts
    }

    /// Nil when the chunk differs from the pattern elsewhere, or there is none.
    func facts(of message: RawSpan) -> ChunkFacts? {
        let tail = bytes.count - text.upperBound
        guard !bytes.isEmpty, message.byteCount >= text.lowerBound + tail else { return nil }
        let isAlike = bytes.withUnsafeBytes { pattern in
            message.withUnsafeBytes { message in
                pattern[..<text.lowerBound].isEqual(to: message[..<text.lowerBound])
                    && pattern[text.upperBound...].isEqual(to: message[(message.count - tail)...])
            }
        }
        guard isAlike, JSONCursor.isText(text.lowerBound..<(message.byteCount - tail), in: message) else { return nil }
        var facts = facts
        facts.carriesOutput = message.byteCount - tail > text.lowerBound
        return facts
    }
}

extension Slice<UnsafeRawBufferPointer> {
    @inline(__always)
    fileprivate func isEqual(to other: Slice<UnsafeRawBufferPointer>) -> Bool {
        let (left, right) = (UnsafeRawBufferPointer(rebasing: self), UnsafeRawBufferPointer(rebasing: other))
        guard left.count == right.count, let a = left.baseAddress, let b = right.baseAddress else {
            return left.count == right.count
        }
        return memcmp(a, b, left.count) == 0
    }
}
