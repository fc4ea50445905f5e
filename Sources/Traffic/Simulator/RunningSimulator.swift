/// A simulator that accepts connections, as long as the scope that gave it lasts.
package struct RunningSimulator: Sendable, Equatable {
    package let port: Int
    private let host: String

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// URL to which `/v1/…` is appended. An address that means every interface is given as the loopback one.
    package var baseURL: String {
        switch host {
        case "0.0.0.0": "http://127.0.0.1:\(port)"
        case "::": "http://[::1]:\(port)"
        case let host where host.contains(":"): "http://[\(host)]:\(port)"
        default: "http://\(host):\(port)"
        }
    }
}
