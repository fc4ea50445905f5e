import Sockets

/// The addresses that a host name stands for, in the order in which the system wants them tried.
struct AddressList {
    let addresses: [socket_address]

    /// - Throws: `unreachable` when the name is not known.
    init(_ endpoint: Endpoint) throws(LoadError) {
        var found = [socket_address](repeating: socket_address(), count: 16)
        let count = socket_resolve(endpoint.host, "\(endpoint.port)", &found, Int32(found.count))
        guard count > 0 else {
            let words = count < 0 ? String(cString: socket_resolve_error(count)) : "no address"
            let reason = "the host name '\(endpoint.host)' is not known (\(words))"
            throw .unreachable(host: endpoint.host, port: endpoint.port, reason: reason)
        }
        addresses = Array(found[..<Int(count)])
    }
}
