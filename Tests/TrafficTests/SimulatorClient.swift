import Dispatch
import Foundation

/// A blocking TCP client that knows just enough of HTTP to look at the simulator from outside.
final class SimulatorClient {
    struct Failure: Error {
        var reason: String
    }

    struct Reply: Sendable, Equatable {
        var status: Int
        /// Names in lower case.
        var headers: [String: String]
        /// Without chunk framing.
        var body: String
        /// Contents of the chunks, in order. Empty for a body with a length.
        var chunks: [String] = []
    }

    private let descriptor: Int32
    private var pending = Data()

    /// Runs a conversation on a thread that may block, on a connection of its own.
    static func talk<R: Sendable>(
        to port: Int,
        _ conversation: @escaping @Sendable (SimulatorClient) throws -> R
    ) async throws -> R {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try conversation(SimulatorClient(port: port)) })
            }
        }
    }

    init(port: Int) throws {
        #if os(Linux)
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw Failure(reason: "connect: \(errno)") }
    }

    deinit { close(descriptor) }

    func send(_ text: String) throws {
        var data = Data(text.utf8)
        while !data.isEmpty {
            let count = data.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Failure(reason: "write: \(errno)") }
            data.removeFirst(count)
        }
    }

    func send(_ path: String, _ body: String, method: String = "POST", headers: [String] = []) throws {
        let headers = ["host: localhost", "content-length: \(body.utf8.count)"] + headers
        try send("\(method) \(path) HTTP/1.1\r\n" + headers.map { $0 + "\r\n" }.joined() + "\r\n" + body)
    }

    func ask(_ path: String, _ body: String = "", method: String = "POST", headers: [String] = []) throws -> Reply {
        try send(path, body, method: method, headers: headers)
        return try reply(bodiless: method == "HEAD")
    }

    func reply(bodiless: Bool = false) throws -> Reply {
        let lines = try text(before: "\r\n\r\n").components(separatedBy: "\r\n")
        let fields = lines.dropFirst().map { $0.components(separatedBy: ": ") }
        let headers = Dictionary(uniqueKeysWithValues: fields.map { ($0[0].lowercased(), $0[1]) })
        var reply = Reply(status: Int(lines[0].split(separator: " ")[1]) ?? 0, headers: headers, body: "")
        if headers["transfer-encoding"] == "chunked" {
            while let size = Int(try text(before: "\r\n"), radix: 16), size > 0 {
                reply.chunks.append(try text(count: size))
                guard try text(count: 2) == "\r\n" else { throw Failure(reason: "a chunk has the wrong length") }
            }
            guard try text(count: 2) == "\r\n" else { throw Failure(reason: "the body does not end") }
            reply.body = reply.chunks.joined()
        } else if !bodiless, let length = headers["content-length"].flatMap(Int.init) {
            reply.body = try text(count: length)
        }
        return reply
    }

    /// Reads until `mark` has come, and drops it and all before.
    func skip(past mark: String) throws { _ = try text(before: mark) }

    /// Everything up to the end of the connection.
    func rest() throws -> String {
        while try receive() {}
        defer { pending = Data() }
        return String(decoding: pending, as: UTF8.self)
    }

    private func text(before mark: String) throws -> String {
        while true {
            if let range = pending.range(of: Data(mark.utf8)) {
                let text = String(decoding: pending[..<range.lowerBound], as: UTF8.self)
                pending = Data(pending[range.upperBound...])
                return text
            }
            guard try receive() else { throw Failure(reason: "the connection ended before \(mark.debugDescription)") }
        }
    }

    private func text(count: Int) throws -> String {
        while pending.count < count {
            guard try receive() else { throw Failure(reason: "the connection ended within a body") }
        }
        defer { pending = Data(pending.dropFirst(count)) }
        return String(decoding: pending.prefix(count), as: UTF8.self)
    }

    /// False at the end of the connection.
    private func receive() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw Failure(reason: "read: \(errno)") }
        pending.append(contentsOf: buffer[..<count])
        return count > 0
    }
}
