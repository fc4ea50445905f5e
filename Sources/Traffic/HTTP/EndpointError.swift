/// A URL that no request can be sent to.
package enum EndpointError: Error, Equatable {
    case empty
    /// `localhost:8000`; the text is the URL.
    case noScheme(String)
    /// The text is the scheme.
    case unsupportedScheme(String)
    /// The file with certificate authorities cannot be used.
    case authorities(path: String, reason: String)
    /// TLS cannot be set up; the text is the library's reason.
    case tls(String)
    /// User name and password in the URL.
    case hasCredentials
    case noHost(String)
    /// The text is what stands in the port's place.
    case invalidPort(String)
    /// White space, control or non-ASCII characters; the text is the URL.
    case invalidCharacter(String)

    /// What is wrong and what to do, as one sentence without a full stop.
    package var fact: String {
        switch self {
        case .empty: "the URL is empty; give one such as http://127.0.0.1:8000"
        case .noScheme(let url): "'\(url)' has no scheme; write http://\(url)"
        case .unsupportedScheme(let scheme): "the scheme '\(scheme)' is not supported; use http or https"
        case .authorities(let path, let reason): "'\(path)' holds no certificate authorities in PEM form: \(reason)"
        case .tls(let reason): "TLS cannot be set up: \(reason)"
        case .hasCredentials: "the URL holds credentials; send them as a header instead"
        case .noHost(let url): "'\(url)' names no host"
        case .invalidPort(let text): "'\(text)' is no port; use a number from 1 to 65535"
        case .invalidCharacter(let url): "'\(url)' holds a character that a URL cannot hold; percent-encode it"
        }
    }
}
