import NIOCore
import NIOEmbedded
import NIOSSL
import NIOTLS

/// TLS between a connection's bytes and its exchange, without a socket of its own: what came from the network goes in,
/// plain bytes come out, and the other way round. NIO's handler does the work on a channel that leads nowhere.
final class TLSFilter {
    struct Failure: Error {
        let reason: String
    }

    private let channel = EmbeddedChannel()
    private let state = HandshakeWatch()

    private let address: SocketAddress

    init(_ context: NIOSSLContext, endpoint: Endpoint) throws(Failure) {
        do {
            // What the certificate of a server without a name is compared with.
            address =
                try (try? SocketAddress(ipAddress: endpoint.host, port: endpoint.port))
                ?? SocketAddress(ipAddress: "0.0.0.0", port: endpoint.port)
            let handler = try TLSClient.handler(context, host: endpoint.host)
            try channel.pipeline.syncOperations.addHandlers([handler, state])
        } catch { throw Failure(reason: TLSClient.reason(error)) }
    }

    /// Whether requests can be sealed.
    var isReady: Bool { state.isReady }

    /// Whether the server has ended the session.
    var isClosed: Bool { state.isClosed }

    /// Begins the handshake. Returns what is to be sent.
    func start() -> [UInt8] {
        // Nothing is connected by it: the channel becomes active, which is what begins the handshake.
        channel.connect(to: address, promise: nil)
        return outgoing()
    }

    /// Takes what came from the network and returns the plain bytes in it.
    func open(_ bytes: UnsafeRawBufferPointer) throws(Failure) -> [UInt8] {
        do {
            try channel.writeInbound(ByteBuffer(bytes: bytes))
            var plain: [UInt8] = []
            while let part = try channel.readInbound(as: ByteBuffer.self) { plain += part.readableBytesView }
            if let error = state.error { throw error }
            return plain
        } catch { throw Failure(reason: TLSClient.reason(error)) }
    }

    /// Plain bytes made ready for the network.
    func seal(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
        var plain = ByteBuffer(bytes: first)
        plain.writeBytes(second)
        // A write fails only when the session is over, which the next read tells.
        _ = try? channel.writeOutbound(plain)
        return outgoing()
    }

    /// What TLS itself wants to send.
    func outgoing() -> [UInt8] {
        var bytes: [UInt8] = []
        while let part = try? channel.readOutbound(as: ByteBuffer.self) { bytes += part.readableBytesView }
        return bytes
    }

    deinit {
        // From the handler on outwards: a close that went through it would wait for the server's goodbye.
        try? channel.pipeline.syncOperations.context(handlerType: NIOSSLClientHandler.self).close(promise: nil)
        channel.embeddedEventLoop.run()
    }
}

/// Notes how far the handshake is.
private final class HandshakeWatch: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private(set) var isReady = false
    private(set) var isClosed = false
    private(set) var error: (any Error)?

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent { isReady = true }
        if case .shutdownCompleted? = event as? TLSUserEvent { isClosed = true }
    }

    func channelInactive(context: ChannelHandlerContext) { isClosed = true }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case NIOSSLError.uncleanShutdown = error { isClosed = true } else { self.error = self.error ?? error }
    }
}
