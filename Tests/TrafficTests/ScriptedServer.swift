import Foundation
import Synchronization
import TestSupport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A raw TCP server that answers each request with a script of bytes and pauses. One thread a connection.
struct ScriptedServer: Sendable {
    enum Step: Sendable {
        case write(String)
        case bytes([UInt8])
        case pause(Duration)
        /// Bytes and the end of the connection in one segment.
        case last(String)
        case close
        /// The connection is cut with a reset.
        case reset
        /// The connection ends and no other one is accepted any more.
        case leave
        /// Nothing more until the client leaves.
        case stall
    }

    struct Request: Sendable {
        /// Place among all requests of the server, from 0.
        let index: Int
        /// Place on its connection, from 0.
        let indexOnConnection: Int
        let head: String
        let body: String
    }

    let port: Int

    var url: String { "http://127.0.0.1:\(port)" }

    /// Runs a server for as long as the body runs.
    static func with<Result>(
        _ script: @escaping @Sendable (Request) -> [Step],
        _ body: (ScriptedServer) async throws -> Result
    ) async throws -> Result {
        let listener = try LoopbackListener()
        let counter = Counter()
        let thread = Thread {
            while true {
                let connection = accept(listener.descriptor, nil, nil)
                guard connection >= 0 else { return }
                Thread.detachNewThread { serve(connection, of: listener.descriptor, script, counter) }
            }
        }
        thread.start()
        defer { listener.end() }
        return try await body(ScriptedServer(port: listener.port))
    }

    /// A port on which nothing listens.
    static func unusedPort() throws -> Int {
        let listener = try LoopbackListener()
        close(listener.descriptor)
        return listener.port
    }

    private static func serve(
        _ connection: Int32,
        of listener: Int32,
        _ script: @Sendable (Request) -> [Step],
        _ counter: Counter
    ) {
        defer { close(connection) }
        var one: Int32 = 1
        setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(4))
        var received: [UInt8] = []
        for place in 0... {
            guard let (head, body) = readRequest(connection, &received) else { return }
            let request = Request(index: counter.next(), indexOnConnection: place, head: head, body: body)
            for step in script(request) {
                switch step {
                case .write(let text): sendAll(Array(text.utf8), to: connection)
                case .bytes(let bytes): sendAll(bytes, to: connection)
                case .pause(let duration):
                    let parts = duration.components
                    usleep(UInt32(parts.seconds * 1_000_000 + parts.attoseconds / 1_000_000_000_000))
                case .last(let text):
                    sendAll(Array(text.utf8), to: connection, more: true)
                    return
                case .close: return
                case .leave:
                    shutdown(listener, Int32(SHUT_RDWR))
                    return
                case .reset:
                    var option = linger(l_onoff: 1, l_linger: 0)
                    setsockopt(connection, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
                    return
                case .stall:
                    var buffer = [UInt8](repeating: 0, count: 64)
                    while recv(connection, &buffer, 64, 0) > 0 {}
                    return
                }
            }
        }
    }

    private static func sendAll(_ bytes: [UInt8], to connection: Int32, more: Bool = false) {
        var sent = 0
        while sent < bytes.count {
            #if canImport(Glibc)
                let flags = Int32(MSG_NOSIGNAL) | (more ? Int32(MSG_MORE) : 0)
            #else
                let flags: Int32 = 0
            #endif
            let count = bytes.withUnsafeBytes {
                send(connection, $0.baseAddress?.advanced(by: sent), bytes.count - sent, flags)
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// Nil when the client leaves.
    private static func readRequest(_ connection: Int32, _ received: inout [UInt8]) -> (head: String, body: String)? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let end = received.firstRange(of: Array("\r\n\r\n".utf8)) {
                let head = String(decoding: received[..<end.lowerBound], as: UTF8.self)
                let field = head.lowercased().components(separatedBy: "content-length: ").dropFirst().first
                let length = Int(field?.prefix { $0.isNumber } ?? "0") ?? 0
                if received.count - end.upperBound >= length {
                    let body = String(decoding: received[end.upperBound..<(end.upperBound + length)], as: UTF8.self)
                    received.removeFirst(end.upperBound + length)
                    return (head, body)
                }
            }
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            received += buffer[..<count]
        }
    }

    private final class Counter: Sendable {
        private let count = Mutex(0)
        func next() -> Int {
            count.withLock {
                $0 += 1
                return $0 - 1
            }
        }
    }
}

/// The answers that tests play.
enum Answer {
    static func chat(_ content: String, finish: String? = nil) -> String {
        let reason = finish.map { "\"\($0)\"" } ?? "null"
        return
            #"{"id":"c","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"\#(content)"},"logprobs":null,"finish_reason":\#(reason)}]}"#
    }

    static let role =
        #"{"id":"c","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}"#

    static func usage(_ input: Int, _ output: Int) -> String {
        #"{"id":"c","choices":[],"usage":{"prompt_tokens":\#(input),"total_tokens":0,"completion_tokens":\#(output)}}"#
    }

    static func event(_ data: String) -> String { "data: \(data)\n\n" }

    static func chunk(_ text: String) -> String { String(text.utf8.count, radix: 16) + "\r\n" + text + "\r\n" }

    static let streamHead =
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ntransfer-encoding: chunked\r\n\r\n"

    static let end = "0\r\n\r\n"

    /// A whole chat stream of two tokens as vLLM sends it.
    static var twoTokens: [ScriptedServer.Step] {
        let messages = [role, chat("a"), chat("b", finish: "length"), usage(7, 2), "[DONE]"]
        return [.write(streamHead)] + messages.map { .write(chunk(event($0))) } + [.write(end)]
    }

    static func whole(_ body: String, status: String = "200 OK", type: String = "application/json") -> String {
        "HTTP/1.1 \(status)\r\ncontent-type: \(type)\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)"
    }
}
