/// A message that is not HTTP/1.1 as RFC 9112 has it.
package enum HTTPFormatError: Error, Equatable {
    case statusLine(String)
    case requestLine(String)
    case field(String)
    case contentLength(String)
    case transferEncoding(String)
    case chunkSize
    /// A chunk is longer than its size line says.
    case chunkEnd
    /// Status line and header exceed `HTTPResponseParser.headLimit`.
    case headTooLong
    /// Status 101 where no other protocol was asked for.
    case switchedProtocol

    /// As the end of the sentence "the response has …".
    package var fact: String {
        switch self {
        case .statusLine(let text): "no HTTP/1.x status line but '\(text)'"
        case .requestLine(let text): "no HTTP/1.x request line but '\(text)'"
        case .field(let text): "a header line that is none: '\(text)'"
        case .contentLength(let text): "the content-length '\(text)'"
        case .transferEncoding(let text): "the transfer-encoding '\(text)'"
        case .chunkSize: "a chunk without a valid size"
        case .chunkEnd: "a chunk that is longer than its size"
        case .switchedProtocol: "status 101, a switch to another protocol that nobody asked for"
        case .headTooLong: "a header of more than \(HTTPResponseParser.headLimit) bytes"
        }
    }
}
