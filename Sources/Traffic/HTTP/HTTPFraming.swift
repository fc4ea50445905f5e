import BenchModel

/// How the end of a message's body is told. RFC 9112, section 6.3.
enum HTTPFraming: Equatable {
    case length(Int)
    case chunked
    case untilClose

    init(request fields: [HTTPField]) throws(HTTPFormatError) {
        self = try Self.told(by: fields) ?? .length(0)
    }

    init(response head: HTTPResponseHead) throws(HTTPFormatError) {
        self = head.status == 204 || head.status == 304 ? .length(0) : try Self.told(by: head.fields) ?? .untilClose
    }

    /// Nil when no field says anything. Several fields of a name are one list.
    private static func told(by fields: [HTTPField]) throws(HTTPFormatError) -> HTTPFraming? {
        let encodings = fields.filter { $0.name == "transfer-encoding" }.map(\.value)
        guard encodings.isEmpty else {
            let list = encodings.joined(separator: ", ")
            // What was coded in another way besides would be taken for what it is not.
            guard list.lowercased() == "chunked" else { throw .transferEncoding(list) }
            return .chunked
        }
        let lengths = Set(fields.filter { $0.name == "content-length" }.map(\.value))
        guard let text = lengths.first else { return nil }
        guard lengths.count == 1, let length = HTTPLength.decimal(text) else {
            throw .contentLength(lengths.sorted().joined(separator: ", "))
        }
        return .length(length)
    }
}
