package import BenchModel

/// Status line and header of a response.
package struct HTTPResponseHead: Sendable, Equatable {
    package let status: Int
    package let isHTTP10: Bool
    package let fields: [HTTPField]

    /// Whether the server means to keep the connection open after this response.
    package var keepsAlive: Bool {
        guard let field = fields["connection"] else { return !isHTTP10 }
        let options = field.lowercased().split { $0 == "," || $0.isWhitespace }
        if options.contains("close") { return false }
        return !isHTTP10 || options.contains("keep-alive")
    }
}
