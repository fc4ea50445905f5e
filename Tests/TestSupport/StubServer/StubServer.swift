package import BenchModel
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A small HTTP server that answers each request as a closure says. One thread a connection.
package struct StubServer: Sendable {
    package struct Request: Sendable {
        package let method: String
        /// Without the query.
        package let path: String
        /// Names in lower case.
        package let headers: [String: String]
        /// Nil when the body is no JSON.
        package let body: JSONValue?
        /// Place among all requests of the server, from 0.
        package let index: Int
    }

    package enum Answer: Sendable {
        /// - Parameter type: The content type. Empty: none is sent.
        case whole(Int, String, type: String = "application/json")
        /// Data of events, each after its pause in milliseconds.
        case stream([(pause: Int, data: String)], isCut: Bool = false)
        /// The connection ends without an answer.
        case nothing
    }

    package let url: String

    private final class Count: Sendable {
        private let value = Mutex(0)
        func next() -> Int {
            value.withLock {
                $0 += 1
                return $0 - 1
            }
        }
    }

    /// Runs a server for as long as the body runs.
    package static func with<Result>(
        _ answer: @escaping @Sendable (Request) -> Answer,
        _ body: (StubServer) async throws -> Result
    ) async throws -> Result {
        let listener = try LoopbackListener()
        let count = Count()
        Thread.detachNewThread {
            while true {
                let connection = accept(listener.descriptor, nil, nil)
                guard connection >= 0 else { return }
                Thread.detachNewThread {
                    serve(connection, answer, count)
                    close(connection)
                }
            }
        }
        defer { listener.end() }
        return try await body(StubServer(url: "http://127.0.0.1:\(listener.port)"))
    }

    private static func serve(_ connection: Int32, _ answer: (Request) -> Answer, _ count: Count) {
        var one: Int32 = 1
        setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(4))
        var bytes: [UInt8] = []
        while let request = read(connection, &bytes, count) {
            switch answer(request) {
            case .nothing: return
            case .whole(let status, let text, let type):
                let kind = type.isEmpty ? "" : "Content-Type: \(type)\r\n"
                guard
                    send(
                        "HTTP/1.1 \(status) X\r\n\(kind)Content-Length: \(text.utf8.count)\r\n\r\n\(text)",
                        to: connection
                    )
                else { return }
            case .stream(let events, let isCut):
                guard
                    send(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n",
                        to: connection
                    )
                else { return }
                for event in events {
                    if event.pause > 0 { usleep(UInt32(event.pause) * 1000) }
                    let text = "data: \(event.data)\n\n"
                    guard send(String(text.utf8.count, radix: 16) + "\r\n\(text)\r\n", to: connection) else { return }
                }
                if isCut { return }
                guard send("0\r\n\r\n", to: connection) else { return }
            }
        }
    }

    private static func send(_ text: String, to connection: Int32) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            #if canImport(Glibc)
                let count = rest.withUnsafeBytes {
                    Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
            #else
                let count = rest.withUnsafeBytes { Darwin.send(connection, $0.baseAddress, $0.count, 0) }
            #endif
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func read(_ connection: Int32, _ bytes: inout [UInt8], _ count: Count) -> Request? {
        func more() -> Bool {
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            let size = recv(connection, &buffer, buffer.count, 0)
            if size > 0 { bytes += buffer[..<size] }
            return size > 0
        }
        let mark = Array("\r\n\r\n".utf8)
        var end = bytes.firstRange(of: mark)
        while end == nil {
            guard more() else { return nil }
            end = bytes.firstRange(of: mark)
        }
        guard let end else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let words = lines.first.map { $0.split(separator: " ") } ?? []
        guard words.count == 3 else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        bytes.removeFirst(end.upperBound)
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        while bytes.count < length { guard more() else { return nil } }
        let body = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes[..<length]))
        bytes.removeFirst(length)
        return Request(
            method: String(words[0]),
            path: String(words[1].prefix { $0 != "?" }),
            headers: headers,
            body: body,
            index: count.next()
        )
    }
}
