import BenchModel
import NIOCore

/// One connection of one slot: stamps what is read, hands it to the exchange under way and says when that is over.
/// Lives on the engine's event loop.
final class LoadConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let slot: Int
    /// The request under way. Nil between requests.
    private(set) var exchange: Exchange?
    private let session: LoadSession
    private var context: ChannelHandlerContext?
    private var closeReason: String?

    init(slot: Int, session: LoadSession) {
        self.slot = slot
        self.session = session
    }

    /// Whether a request can be written.
    var isOpen: Bool { context?.channel.isActive ?? false }

    /// Writes a request on a connection that exists: the clock is read when all bytes are in place, just before the
    /// system call. The cost of connecting is never in a latency; it shows in `connectionsOpened`.
    func send(_ request: ByteBuffer, index: Int, streams: Bool, expectedChunks: Int) {
        guard let context else { return }
        let data = wrapOutboundOut(request)
        exchange = Exchange(index: index, streams: streams, expectedChunks: expectedChunks)
        exchange?.begin(at: LoadClock.now())
        context.writeAndFlush(data, promise: nil)
    }

    /// Ends the request under way, if any, and the connection.
    func abandon(_ failure: RequestFailure, at now: Instant) {
        exchange?.abandon(failure, at: now)
        deliver()
        close()
    }

    func close() { context?.close(promise: nil) }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let now = LoadClock.now()
        let buffer = unwrapInboundIn(data)
        guard exchange != nil else {
            // An answer that nobody asked for: what follows on this connection cannot be trusted.
            return close()
        }
        exchange?.receive(buffer.readableBytesSpan, at: now)
        if exchange?.isOver ?? false { deliver() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        exchange?.connectionEnded(closeReason, at: LoadClock.now())
        deliver()
        session.connectionClosed(self)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        closeReason = ConnectFailure.reason(error)
        context.close(promise: nil)
    }

    private func deliver() {
        guard let exchange, exchange.isOver else { return }
        self.exchange = nil
        if !exchange.leavesConnectionUsable { close() }
        session.ended(exchange.record, in: slot)
    }
}
