import BenchModel

/// Who may talk to a server that listens for programs of its own machine. A web page elsewhere can send requests to any
/// address, and read the answers where its own name is made to lead there: the `host` and `origin` of those are not ours.
struct HostRule: Sendable {
    /// Why a request is not answered.
    struct Refusal: Equatable {
        let status: Int
        let message: String
    }

    private static let everywhere: Set<String> = ["0.0.0.0", "::", "*"]

    /// The address or name that the server listens at.
    let bound: String

    /// Nil when it is answered. A server that listens everywhere answers to every name.
    func refusal(hosts: [String], origins: [String], isHTTP10: Bool = false) -> Refusal? {
        guard hosts.count == 1 || (hosts.isEmpty && isHTTP10) else {
            return Refusal(status: 400, message: "A request has exactly one host field (RFC 9112, section 3.2).")
        }
        if let host = hosts.first, !Self.everywhere.contains(bound), !isOwn(Self.name(host)) {
            return Refusal(status: 403, message: "The host \(host) is not served here; use localhost or the address.")
        }
        for origin in origins {
            let authority = origin.firstRange(of: "://").map { origin[$0.upperBound...] } ?? ""
            guard isOwn(Self.name(String(authority))) else {
                return Refusal(status: 403, message: "Pages of other sites are not served: \(origin).")
            }
        }
        return nil
    }

    private func isOwn(_ name: String) -> Bool {
        name == "localhost" || name == "::1" || name == bound.lowercased() || Self.isLoopback(name)
    }

    private static func isLoopback(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// Without port and brackets, in lower case.
    private static func name(_ authority: String) -> String {
        if authority.hasPrefix("[") { return String(authority.dropFirst().prefix { $0 != "]" }).lowercased() }
        return String(authority.prefix { $0 != ":" }).lowercased()
    }
}
