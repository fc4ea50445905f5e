/// Cuts a server-sent event stream into the data of its events, however its bytes are split over reads.
///
/// Follows the WHATWG HTML standard, section 9.2.6: LF, CRLF and CR end a line, comments and the fields `event`, `id`
/// and `retry` are passed over, several `data` lines are joined by LF, and an event that the stream ends in is dropped.
package struct EventStreamParser: Sendable {
    /// Where the data of an event lies.
    package enum Event: Sendable, Equatable {
        /// In the bytes that were just given, as offsets. The common case, without a copy.
        case slice(Range<Int>)
        /// In `carried`, until the next call.
        case carried
    }

    /// Longest line or event in bytes that is held, unless another limit is given: the ids of a prompt of a million tokens take
    /// half of it.
    package static let limit = 16 << 20

    /// Longest line or event in bytes; a longer one is an error.
    package let limit: Int

    /// Data of the last event that was reported as `.carried`.
    package private(set) var carried: [UInt8] = []
    private var line: [UInt8] = []
    private var hasData = false
    private var isHandedOut = false
    private var skipsLineFeed = false
    private var matchedMark = 0

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D

    package init(limit: Int = EventStreamParser.limit) { self.limit = limit }

    /// Whether an event has begun and not ended.
    package var isInsideEvent: Bool { !line.isEmpty || (hasData && !isHandedOut) }

    /// Takes up the bytes from `position` on, up to the end of the next event, and moves `position` behind it.
    /// - Returns: Nil when the bytes are used up; what they leave unfinished is kept.
    package mutating func next(
        in bytes: RawSpan,
        from position: inout Int
    ) throws(EventStreamError) -> Event? {
        if isHandedOut {
            carried.removeAll(keepingCapacity: true)
            hasData = false
            isHandedOut = false
        }
        if matchedMark < 3 { passByteOrderMark(in: bytes, from: &position) }
        let count = bytes.byteCount
        while position < count {
            if skipsLineFeed {
                skipsLineFeed = false
                if bytes[byte: position] == Self.lineFeed {
                    position += 1
                    continue
                }
            }
            guard let end = Self.lineEnd(in: bytes, from: position) else {
                line.append(bytes, position..<count)
                position = count
                guard line.count <= limit else { throw .tooLong }
                return nil
            }
            let start = position
            position = end
            passLineEnd(in: bytes, from: &position)
            if !line.isEmpty {
                line.append(bytes, start..<end)
                takeCarriedLine()
            } else if start == end {
                guard hasData else { continue }
                isHandedOut = true
                return .carried
            } else if let value = Self.dataValue(in: bytes, start..<end) {
                if !hasData, position < count, Self.endsLine(bytes[byte: position]) {
                    passLineEnd(in: bytes, from: &position)
                    return .slice(value)
                }
                if hasData { carried.append(Self.lineFeed) }
                carried.append(bytes, value)
                hasData = true
            }
            guard carried.count <= limit else { throw .tooLong }
        }
        return nil
    }

    private mutating func takeCarriedLine() {
        if let value = Self.dataValue(in: line.span.bytes, 0..<line.count) {
            if hasData { carried.append(Self.lineFeed) }
            carried.append(contentsOf: line[value])
            hasData = true
        }
        line.removeAll(keepingCapacity: true)
    }

    private mutating func passByteOrderMark(in bytes: RawSpan, from position: inout Int) {
        while matchedMark < 3, position < bytes.byteCount {
            guard bytes[byte: position] == Self.byteOrderMark[matchedMark] else {
                line.append(contentsOf: Self.byteOrderMark[..<matchedMark])
                matchedMark = 3
                return
            }
            matchedMark += 1
            position += 1
        }
    }

    /// Moves behind the line end at `position`; a CR that ends the bytes may have its LF in the next ones.
    @inline(__always)
    private mutating func passLineEnd(in bytes: RawSpan, from position: inout Int) {
        let isReturn = bytes[byte: position] == Self.carriageReturn
        position += 1
        guard isReturn else { return }
        if position == bytes.byteCount {
            skipsLineFeed = true
        } else if bytes[byte: position] == Self.lineFeed {
            position += 1
        }
    }

    @inline(__always)
    private static func endsLine(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }

    private static func lineEnd(in bytes: RawSpan, from position: Int) -> Int? {
        if endsLine(bytes[byte: position]) { return position }
        let feed = bytes.firstOffset(of: lineFeed, from: position, to: bytes.byteCount)
        return bytes.firstOffset(of: carriageReturn, from: position, to: feed ?? bytes.byteCount) ?? feed
    }

    /// The value of a `data` line without its one leading space. Nil for every other line.
    @inline(__always)
    private static func dataValue(in bytes: RawSpan, _ line: Range<Int>) -> Range<Int>? {
        let start = line.lowerBound
        guard line.count >= 4, bytes[byte: start] == UInt8(ascii: "d"), bytes[byte: start + 1] == UInt8(ascii: "a"),
            bytes[byte: start + 2] == UInt8(ascii: "t"), bytes[byte: start + 3] == UInt8(ascii: "a")
        else { return nil }
        if line.count == 4 { return line.upperBound..<line.upperBound }
        guard bytes[byte: start + 4] == UInt8(ascii: ":") else { return nil }
        let hasSpace = line.count > 5 && bytes[byte: start + 5] == UInt8(ascii: " ")
        return (start + (hasSpace ? 6 : 5))..<line.upperBound
    }
}
