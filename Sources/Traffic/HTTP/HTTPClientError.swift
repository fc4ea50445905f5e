/// Why a request brought no reply.
package enum HTTPClientError: Error, Equatable {
    case endpoint(EndpointError)
    /// A header that cannot be sent; the text is its name.
    case invalidHeader(String)
    /// No connection could be made; the text is the system's reason.
    case connect(String)
    case timeout
    /// The connection ended before the reply did.
    case truncated
    case malformed(HTTPFormatError)
    /// The body exceeds `HTTPClient.bodyLimit`.
    case tooLarge
    case cancelled

    /// What happened, as the end of the sentence "GET http://… failed: …".
    package var fact: String {
        switch self {
        case .endpoint(let error): error.fact
        case .invalidHeader(let name): "the header '\(name)' holds a character that a header cannot hold"
        case .connect(let reason): "no connection: \(reason)"
        case .timeout: "no whole reply within the time-out"
        case .truncated: "the connection ended before the reply did"
        case .malformed(let error): "the response has \(error.fact)"
        case .tooLarge: "the reply has more than \(HTTPClient.bodyLimit) bytes"
        case .cancelled: "it was cancelled"
        }
    }
}
