import NIOCore
import NIOSSL

/// Gathers the one response of a connection and closes it.
final class ReplyCollector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let promise: EventLoopPromise<HTTPReply>
    private let deadline: NIODeadline
    private var parser = HTTPResponseParser()
    private var head: HTTPResponseHead?
    private var body: [UInt8] = []
    private var timer: Scheduled<Void>?
    private var isOver = false

    init(promise: EventLoopPromise<HTTPReply>, deadline: NIODeadline) {
        self.promise = promise
        self.deadline = deadline
    }

    func handlerAdded(context: ChannelHandlerContext) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            self.finish(.failure(.timeout), context)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { finish(.failure(.truncated), context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        var position = 0
        do {
            while !isOver, let event = try parser.next(in: buffer.readableBytesSpan, from: &position) {
                switch event {
                case .head(let head): self.head = head
                case .body(let range):
                    guard body.count + range.count <= HTTPClient.bodyLimit else {
                        return finish(.failure(.tooLarge), context)
                    }
                    body.append(buffer.readableBytesSpan, range)
                case .end: succeed(context)
                }
            }
        } catch {
            finish(.failure(.malformed(error)), context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if parser.endsWithConnection { succeed(context) } else { finish(.failure(.truncated), context) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Behind TLS a close without its goodbye is common, and the framing tells whether the reply is whole.
        if case NIOSSLError.uncleanShutdown = error { return }
        let isSecurity = error is NIOSSLError || error is NIOSSLExtraError
        finish(.failure(isSecurity ? .connect(TLSClient.reason(error)) : .truncated), context)
    }

    private func succeed(_ context: ChannelHandlerContext) {
        guard let head else { return finish(.failure(.truncated), context) }
        finish(.success(HTTPReply(status: head.status, headers: head.fields, body: body)), context)
    }

    private func finish(_ result: Result<HTTPReply, HTTPClientError>, _ context: ChannelHandlerContext) {
        guard !isOver else { return }
        isOver = true
        timer?.cancel()
        switch result {
        case .success(let reply): promise.succeed(reply)
        case .failure(let error): promise.fail(error)
        }
        context.close(promise: nil)
    }
}
