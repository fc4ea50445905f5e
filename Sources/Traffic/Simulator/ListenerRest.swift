import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Looks at no new connections for a while when the system gives no more: it would be asked in vain as fast as the processor
/// can, for as long as one waits.
final class ListenerRest: ChannelInboundHandler {
    typealias InboundIn = Channel

    private static let time = TimeAmount.milliseconds(100)

    private var isResting = false

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let code = (error as? IOError)?.errnoCode, [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(code) else {
            return context.fireErrorCaught(error)
        }
        guard !isResting else { return }
        isResting = true
        try? context.channel.syncOptions?.setOption(.autoRead, value: false)
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.time) {
            self.isResting = false
            try? context.channel.syncOptions?.setOption(.autoRead, value: true)
        }
    }
}
