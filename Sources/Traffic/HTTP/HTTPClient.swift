import NIOCore
import NIOPosix
import NIOSSL

/// One request, one connection, one whole reply: for everything that is not under measurement. Proxies are never used.
package enum HTTPClient {
    /// Largest body in bytes that a reply may have.
    package static let bodyLimit = 16 << 20

    /// - Parameters:
    ///   - body: Sent as JSON unless the headers say otherwise. Nil: no body.
    ///   - trust: What an https server is trusted by.
    ///   - timeout: From the start of connecting to the end of the reply.
    package static func request(
        _ method: String,
        url: String,
        headers: [(String, String)] = [],
        body: [UInt8]? = nil,
        trust: TLSTrust = .systemRoots,
        timeout: Duration = .seconds(10)
    ) async throws(HTTPClientError) -> HTTPReply {
        let endpoint: Endpoint
        let security: NIOSSLContext?
        do {
            endpoint = try Endpoint(url: url)
            security = endpoint.isSecure ? try TLSClient.context(trust) : nil
        } catch { throw .endpoint(error) }
        let fields = headers.map { (name: $0.0, value: $0.1) }
        if let name = RequestHead.firstInvalid(fields) { throw .invalidHeader(name) }
        var request = ByteBuffer(
            bytes: RequestHead.bytes(
                method,
                endpoint: endpoint,
                headers: fields.filter { $0.name.lowercased() != "connection" } + [
                    (name: "connection", value: "close")
                ],
                hasBody: body != nil
            )
        )
        if let body {
            request.writeString("\(body.count)\r\n\r\n")
            request.writeBytes(body)
        }
        return try await exchange(request, with: endpoint, security, timeout: timeout)
    }

    private static func exchange(
        _ request: ByteBuffer,
        with endpoint: Endpoint,
        _ security: NIOSSLContext?,
        timeout: Duration
    ) async throws(HTTPClientError) -> HTTPReply {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let reply = loop.makePromise(of: HTTPReply.self)
        let deadline = NIODeadline.now() + TimeAmount(timeout)
        let channel: any Channel
        do {
            channel = try await ClientBootstrap(group: loop)
                .connectTimeout(TimeAmount(timeout))
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if let security {
                            let handler = try TLSClient.handler(security, host: endpoint.host)
                            try channel.pipeline.syncOperations.addHandler(handler)
                        }
                        // From the start: a handshake can fail before anybody knows that the connection is there.
                        let collector = ReplyCollector(promise: reply, deadline: deadline)
                        try channel.pipeline.syncOperations.addHandler(collector)
                    }
                }
                .connect(host: endpoint.host, port: endpoint.port)
                .get()
        } catch let error as ChannelError {
            reply.fail(HTTPClientError.timeout)
            if case .connectTimeout = error { throw .timeout }
            throw .connect("\(error)")
        } catch {
            reply.fail(HTTPClientError.timeout)
            throw .connect(ConnectFailure.reason(error))
        }
        do {
            return try await withTaskCancellationHandler {
                channel.writeAndFlush(request, promise: nil)
                return try await reply.futureResult.get()
            } onCancel: {
                loop.execute { reply.fail(HTTPClientError.cancelled) }
                channel.close(promise: nil)
            }
        } catch {
            channel.close(promise: nil)
            throw error as? HTTPClientError ?? .truncated
        }
    }
}
