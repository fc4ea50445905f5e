import BenchModel

/// Reads the requests of one connection from bytes however they are split, one after the other. RFC 9112. It looks on and
/// changes nothing: framing by length and by chunks, lines may end in a bare LF.
struct HTTPRequestParser {
    struct Head: Equatable {
        let method: String
        let target: String
        let fields: [HTTPField]
    }

    enum Event: Equatable {
        case head(Head)
        /// A part of the body, as offsets into the bytes that were just given.
        case body(Range<Int>)
        /// The request is whole.
        case end
    }

    private enum State {
        case head
        case length(remaining: Int)
        case chunkSize(ChunkSizeLine)
        case chunk(remaining: Int)
        case chunkEnd
        case trailer
    }

    private var state = State.head
    private var line: [UInt8] = []
    private var request: (method: String, target: String)?
    private var fields: [HTTPField] = []
    private var headBytes = 0

    /// Whether what comes next belongs to a request line or a header.
    var isInHead: Bool {
        if case .head = state { return true }
        return false
    }

    /// Whether a request has begun and is not whole.
    var isInside: Bool {
        if case .head = state { return headBytes > 0 }
        return true
    }

    /// Takes up the bytes from `position` on, up to the next event, and moves `position` behind it.
    /// - Returns: Nil when the bytes are used up.
    mutating func next(in bytes: RawSpan, from position: inout Int) throws(HTTPFormatError) -> Event? {
        let count = bytes.byteCount
        while true {
            switch state {
            case .length(remaining: 0):
                state = .head
                return .end
            case .length(let remaining):
                guard position < count else { return nil }
                let part = HTTPLength.part(from: position, to: count, remaining: remaining)
                position = part.upperBound
                state = .length(remaining: remaining - part.count)
                return .body(part)
            case .chunk(let remaining):
                guard position < count else { return nil }
                let part = HTTPLength.part(from: position, to: count, remaining: remaining)
                position = part.upperBound
                state = part.count == remaining ? .chunkEnd : .chunk(remaining: remaining - part.count)
                return .body(part)
            case .head:
                guard let line = try nextLine(in: bytes, from: &position) else { return nil }
                if let head = try takeHeadLine(line) { return .head(head) }
            case .chunkEnd:
                guard let line = try nextLine(in: bytes, from: &position) else { return nil }
                guard line.isEmpty else { throw .chunkEnd }
                headBytes = 0
                state = .chunkSize(ChunkSizeLine())
            case .chunkSize(var sizeLine):
                guard position < count else { return nil }
                let size = try sizeLine.take(bytes[byte: position])
                position += 1
                guard let size else {
                    state = .chunkSize(sizeLine)
                    continue
                }
                state = size == 0 ? .trailer : .chunk(remaining: size)
            case .trailer:
                guard let line = try nextLine(in: bytes, from: &position) else { return nil }
                guard line.isEmpty else { continue }
                headBytes = 0
                state = .head
                return .end
            }
        }
    }

    /// Nil when the line goes on after these bytes.
    private mutating func nextLine(in bytes: RawSpan, from position: inout Int) throws(HTTPFormatError) -> [UInt8]? {
        let feed = bytes.firstOffset(of: 0x0A, from: position, to: bytes.byteCount)
        let end = feed ?? bytes.byteCount
        headBytes += end - position
        guard headBytes <= HTTPResponseParser.headLimit else { throw .headTooLong }
        line.append(bytes, position..<end)
        guard feed != nil else {
            position = end
            return nil
        }
        position = end + 1
        headBytes += 1
        if line.last == 0x0D { line.removeLast() }
        defer { line.removeAll(keepingCapacity: true) }
        return line
    }

    /// Nil when the head goes on.
    private mutating func takeHeadLine(_ line: [UInt8]) throws(HTTPFormatError) -> Head? {
        guard let request else {
            // Empty lines before a request are passed over (RFC 9112, section 2.2).
            guard !line.isEmpty else {
                headBytes = 0
                return nil
            }
            let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
            guard parts.count == 3, parts[2].starts(with: "HTTP/1.".utf8) else {
                throw .requestLine(String(decoding: line.prefix(80), as: UTF8.self))
            }
            request = (String(decoding: parts[0], as: UTF8.self), String(decoding: parts[1], as: UTF8.self))
            return nil
        }
        guard line.isEmpty else {
            fields.append(try HTTPResponseParser.field(of: line))
            return nil
        }
        let head = Head(method: request.method, target: request.target, fields: fields)
        self.request = nil
        fields = []
        headBytes = 0
        switch try HTTPFraming(request: head.fields) {
        case .length(let length): state = .length(remaining: length)
        case .chunked: state = .chunkSize(ChunkSizeLine())
        case .untilClose: state = .length(remaining: 0)
        }
        return head
    }
}
