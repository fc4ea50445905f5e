import BenchModel
import NIOCore
import NIOHTTP1

/// A request that was read completely.
struct SimulatorRequest {
    let head: HTTPRequestHead
    let body: ByteBuffer
    /// Place in the order of reading, from 0.
    let index: Int
    let received: Instant

    var method: String { head.method.rawValue }
    /// Without the query.
    var path: String { String(head.uri.prefix { $0 != "?" }) }
    var bodyBytes: [UInt8] { Array(body.readableBytesView) }
    var isHTTP11: Bool { head.version != .http1_0 }
    var keepAlive: Bool { isHTTP11 && head.isKeepAlive }

    /// What the client wants to go wrong. Nil for nothing.
    var faultText: String? { head.headers.first(name: "x-concord-fault") }

    /// As on vLLM the client's `x-request-id` names the answer; else its number does.
    func answerID(_ api: API) -> String {
        let digits = String(index, radix: 16)
        let name = head.headers.first(name: "x-request-id") ?? String(repeating: "0", count: 16 - digits.count) + digits
        return (api == .chat ? "chatcmpl-" : "cmpl-") + name
    }

    func entry(connection: Int, status: Int) -> RequestLogEntry {
        RequestLogEntry(index: index, path: path, received: received, connection: connection, status: status)
    }
}

extension HostRule {
    func refusal(of request: SimulatorRequest) -> Refusal? {
        let fields = request.head.headers
        return refusal(hosts: fields["host"], origins: fields["origin"], isHTTP10: !request.isHTTP11)
    }
}
