/// Host and port as `--host` and `--port` take them.
struct VLLMServerAddress: Equatable {
    let host: String
    let port: Int

    /// Nil for addresses that those two flags cannot express in every version: https, a path prefix, user information,
    /// or an IPv6 address.
    init?(plain baseURL: String) {
        let scheme = "http://"
        guard baseURL.lowercased().hasPrefix(scheme) else { return nil }
        var authority = baseURL.dropFirst(scheme.count)
        if authority.hasSuffix("/") { authority = authority.dropLast() }
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard let host = parts.first, !host.isEmpty, parts.count <= 2,
            !authority.contains(where: { "/@[]?#".contains($0) })
        else { return nil }
        guard let port = parts.count == 2 ? Int(parts[1]) : 80, (1...65535).contains(port) else { return nil }
        self.host = String(host)
        self.port = port
    }
}
