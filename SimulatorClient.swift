import Dispatch
import Foundation

/// A blocking TCP client that knows just enough of HTTP to look at the simulator from outside.
final class SimulatorClient: Sendable {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    struct Reply: Equatable {
        var status: Int
        var headers: [String: String]
        /// Without chunk framing.
        var body: String
        /// Contents of the chunks, in order. Empty for a body with a length.
        var chunks: [String]
    }

    private let descriptor: Int32
    private let pending = Pending()
    private let queue = DispatchQueue(label: "simulator client")

    /// Bytes read but not yet asked for. Touched only on the client's queue.
    private actor Pending {}

    init(port: Int) throws {
        descriptor = socket(AF_INET, Self.stream, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let size = socklen_t(MemoryLayout.size(ofValue: address))
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        guard status == 0 else { throw Failure(description: "connect: \(errno)") }
    }
}
