/// Where requests go: an `http` or `https` URL taken apart.
package struct Endpoint: Sendable, Equatable {
    /// Name or address, without the brackets of an IPv6 literal.
    package let host: String
    /// Default 80, with TLS 443.
    package let port: Int
    package let isIPv6Literal: Bool
    /// Whether the scheme is `https`.
    package let isSecure: Bool
    /// Path and query as written. Empty when the URL has neither.
    package let path: String

    /// - Parameter url: `http://host:port/prefix`.
    package init(url: String) throws(EndpointError) {
        guard !url.isEmpty else { throw .empty }
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .invalidCharacter(url) }
        guard let mark = url.firstRange(of: "://") else { throw .noScheme(url) }
        let scheme = url[..<mark.lowerBound].lowercased()
        guard ["http", "https"].contains(scheme) else { throw .unsupportedScheme(scheme) }
        isSecure = scheme == "https"
        let rest = url[mark.upperBound...].prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@") else { throw .hasCredentials }
        let portText: Substring?
        if authority.hasPrefix("[") {
            guard let close = authority.firstIndex(of: "]") else { throw .noHost(url) }
            host = String(authority[authority.index(after: authority.startIndex)..<close])
            isIPv6Literal = true
            let after = authority[authority.index(after: close)...]
            guard after.isEmpty || after.hasPrefix(":") else { throw .invalidPort(String(after)) }
            portText = after.isEmpty ? nil : after.dropFirst()
        } else {
            let colon = authority.firstIndex(of: ":")
            host = String(authority[..<(colon ?? authority.endIndex)])
            isIPv6Literal = false
            portText = colon.map { authority[authority.index(after: $0)...] }
        }
        guard !host.isEmpty else { throw .noHost(url) }
        if let portText {
            guard portText.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let number = Int(portText), (1...65_535).contains(number)
            else { throw .invalidPort(String(portText)) }
            port = number
        } else {
            port = isSecure ? 443 : 80
        }
        path = String(rest[authority.endIndex...])
    }

    /// The path without a trailing slash, to put `/v1/…` behind. Empty for a bare server.
    package var pathPrefix: String {
        var prefix = path[...]
        while prefix.hasSuffix("/") { prefix = prefix.dropLast() }
        return String(prefix)
    }

    /// What stands in the request line.
    package var target: String { path.isEmpty ? "/" : path.hasPrefix("?") ? "/" + path : path }

    /// Value of the `host` field: the port is left out when it is the scheme's own.
    package var hostField: String {
        let name = isIPv6Literal ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }
}
