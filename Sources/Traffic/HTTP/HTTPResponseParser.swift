import BenchModel

/// Reads one HTTP/1.1 response from bytes however they are split, without copying its body. RFC 9112.
///
/// Framing by chunks, by length and by the end of the connection; interim 1xx responses are passed over, trailers are
/// dropped, a line may end in a bare LF, a field may go on in a line that begins with white space.
package struct HTTPResponseParser: Sendable {
    package enum Event: Sendable, Equatable {
        case head(HTTPResponseHead)
        /// A part of the body, as offsets into the bytes that were just given.
        case body(Range<Int>)
        case end
    }

    private enum State: Equatable {
        case head
        case length(remaining: Int)
        case chunkSize(ChunkSizeLine)
        case chunk(remaining: Int)
        case chunkEnd(returned: Bool)
        case trailer(lineIsEmpty: Bool)
        case untilClose
        case end
    }

    /// Longest status line, header and trailers together, in bytes.
    package static let headLimit = 65_536

    private static let carriageReturn: UInt8 = 0x0D
    private static let lineFeed: UInt8 = 0x0A

    private var state = State.head
    private var line: [UInt8] = []
    private var status: (code: Int, isHTTP10: Bool)?
    private var fields: [HTTPField] = []
    private var headBytes = 0

    package init() {}

    /// Whether the end of the connection is the regular end of the body.
    package var endsWithConnection: Bool { state == .untilClose }

    /// Whether any byte of the response has come.
    package var hasBegun: Bool { headBytes > 0 }

    /// Takes up the bytes from `position` on, up to the next event, and moves `position` behind it.
    /// - Returns: Nil when the bytes are used up, and after the end.
    package mutating func next(in bytes: RawSpan, from position: inout Int) throws(HTTPFormatError) -> Event? {
        let count = bytes.byteCount
        while position < count || state == .length(remaining: 0) {
            switch state {
            case .head:
                if let head = try readHead(in: bytes, from: &position) { return .head(head) }
            case .length(let remaining):
                guard remaining > 0 else {
                    state = .end
                    return .end
                }
                let part = HTTPLength.part(from: position, to: count, remaining: remaining)
                state = .length(remaining: remaining - part.count)
                position = part.upperBound
                return .body(part)
            case .chunkSize:
                try readChunkSize(in: bytes, from: &position)
            case .chunk(let remaining):
                let part = HTTPLength.part(from: position, to: count, remaining: remaining)
                state = part.count == remaining ? .chunkEnd(returned: false) : .chunk(remaining: remaining - part.count)
                position = part.upperBound
                return .body(part)
            case .chunkEnd(let returned):
                let byte = bytes[byte: position]
                position += 1
                if byte == Self.lineFeed {
                    state = .chunkSize(ChunkSizeLine())
                } else if byte == Self.carriageReturn, !returned {
                    state = .chunkEnd(returned: true)
                } else {
                    throw .chunkEnd
                }
            case .trailer(let lineIsEmpty):
                let byte = bytes[byte: position]
                position += 1
                headBytes += 1
                guard headBytes <= Self.headLimit else { throw .headTooLong }
                if byte == Self.lineFeed {
                    if lineIsEmpty {
                        state = .end
                        return .end
                    }
                    state = .trailer(lineIsEmpty: true)
                } else if byte != Self.carriageReturn {
                    state = .trailer(lineIsEmpty: false)
                }
            case .untilClose:
                let part = position..<count
                position = count
                return .body(part)
            case .end:
                return nil
            }
        }
        return nil
    }

    @inline(__always)
    private mutating func readChunkSize(in bytes: RawSpan, from position: inout Int) throws(HTTPFormatError) {
        guard case .chunkSize(var line) = state else { return }
        while position < bytes.byteCount {
            let byte = bytes[byte: position]
            position += 1
            if let size = try line.take(byte) {
                state = size == 0 ? .trailer(lineIsEmpty: true) : .chunk(remaining: size)
                return
            }
        }
        state = .chunkSize(line)
    }

    /// Nil when the header goes on after these bytes, or when an interim response ended.
    private mutating func readHead(
        in bytes: RawSpan,
        from position: inout Int
    ) throws(HTTPFormatError) -> HTTPResponseHead? {
        while position < bytes.byteCount {
            let feed = bytes.firstOffset(of: Self.lineFeed, from: position, to: bytes.byteCount)
            let end = feed ?? bytes.byteCount
            headBytes += end - position + 1
            guard headBytes <= Self.headLimit else { throw .headTooLong }
            line.append(bytes, position..<end)
            guard feed != nil else {
                position = end
                return nil
            }
            position = end + 1
            if line.last == Self.carriageReturn { line.removeLast() }
            defer { line.removeAll(keepingCapacity: true) }
            guard let status else {
                // An old server may send an empty line after a body that had none to come.
                if !line.isEmpty { self.status = try Self.status(of: line) }
                continue
            }
            guard line.isEmpty else {
                if let last = fields.last, line[0] == 0x20 || line[0] == 0x09 {
                    fields[fields.count - 1] = try Self.unfolded(last, line)
                } else {
                    fields.append(try Self.field(of: line))
                }
                continue
            }
            let head = HTTPResponseHead(status: status.code, isHTTP10: status.isHTTP10, fields: fields)
            self.status = nil
            fields = []
            if head.status == 101 { throw .switchedProtocol }
            if (100..<200).contains(head.status) { continue }
            state =
                switch try HTTPFraming(response: head) {
                case .length(let length): .length(remaining: length)
                case .chunked: .chunkSize(ChunkSizeLine())
                case .untilClose: .untilClose
                }
            return head
        }
        return nil
    }

    private static func status(of line: [UInt8]) throws(HTTPFormatError) -> (code: Int, isHTTP10: Bool) {
        let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[0].count == 8, parts[0].starts(with: "HTTP/1.".utf8), parts[1].count == 3,
            parts[1].allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let code = Int(String(decoding: parts[1], as: UTF8.self)), code >= 100,
            line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
        else { throw .statusLine(excerpt(line)) }
        return (code, parts[0].last == UInt8(ascii: "0"))
    }

    static func field(of line: [UInt8]) throws(HTTPFormatError) -> HTTPField {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw .field(excerpt(line)) }
        let name = String(decoding: line[..<colon], as: UTF8.self)
        let value = String(decoding: trimmed(line[(colon + 1)...]), as: UTF8.self)
        guard HTTPField.isValid(name: name, value: value) else { throw .field(excerpt(line)) }
        return HTTPField(name: name, value: value)
    }

    /// A field that goes on in the next line, which begins with white space: RFC 9112, section 5.2.
    private static func unfolded(_ field: HTTPField, _ line: [UInt8]) throws(HTTPFormatError) -> HTTPField {
        let value = field.value + " " + String(decoding: trimmed(line[...]), as: UTF8.self)
        guard HTTPField.isValid(name: field.name, value: value) else { throw .field(excerpt(line)) }
        return HTTPField(name: field.name, value: value)
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var value = line
        while let first = value.first, first == 0x20 || first == 0x09 { value.removeFirst() }
        while let last = value.last, last == 0x20 || last == 0x09 { value.removeLast() }
        return value
    }

    private static func excerpt(_ line: [UInt8]) -> String { String(decoding: line.prefix(80), as: UTF8.self) }
}
