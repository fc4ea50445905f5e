import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import TestSupport

/// Ends TLS in front of a server that speaks plain HTTP, with the certificate of `fixtures/tls`.
enum TLSFront {
    static let authorities = Fixtures.root.appending(path: "fixtures/tls/authority.pem").path

    /// - Parameter body: Gets the port at which TLS is spoken.
    static func with<Result: Sendable>(
        upstream: Int,
        host: String = "127.0.0.1",
        _ body: (Int) async throws -> Result
    ) async throws -> Result {
        let folder = Fixtures.root.appending(path: "fixtures/tls")
        let context = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: NIOSSLCertificate.fromPEMFile(folder.appending(path: "server.pem").path).map {
                    .certificate($0)
                },
                privateKey: .privateKey(
                    NIOSSLPrivateKey(file: folder.appending(path: "server-key.pem").path, format: .pem)
                )
            )
        )
        let group = MultiThreadedEventLoopGroup.singleton
        let listener = try await ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { front in
                front.eventLoop.makeCompletedFuture {
                    try front.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
                }
                .flatMap {
                    ClientBootstrap(group: front.eventLoop).connect(host: "127.0.0.1", port: upstream)
                }
                .flatMapThrowing { back in
                    try front.pipeline.syncOperations.addHandler(Relay(to: back))
                    try back.pipeline.syncOperations.addHandler(Relay(to: front))
                }
                .flatMap { front.setOption(.autoRead, value: true) }
            }
            .bind(host: host, port: 0).get()
        do {
            let result = try await body(listener.localAddress?.port ?? 0)
            try await listener.close()
            return result
        } catch {
            try? await listener.close()
            throw error
        }
    }

    /// Passes what comes on one connection on to the other. Both live on one event loop.
    private final class Relay: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let other: any Channel

        init(to other: any Channel) { self.other = other }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            other.writeAndFlush(unwrapInboundIn(data), promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) { other.close(promise: nil) }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
