import BenchModel
import NIOCore
import NIOHTTP1

/// One client connection: puts requests together, answers them one after the other, in their order.
final class SimulatorConnection: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Bytes that a request body may have.
    static let bodyLimit = 256 << 20
    /// Requests that may wait behind the one being answered before no more are read.
    private static let waitingLimit = 16

    let allocator = ByteBufferAllocator()
    private let service: SimulatorService
    private let loop: SimulatorLoop
    private let number: Int
    private var context: ChannelHandlerContext?
    private var head: HTTPRequestHead?
    private var body = ByteBuffer()
    private var waiting: [SimulatorRequest] = []
    private var answer: Answer?
    private var closesAfterAnswer = false
    private var isClosing = false
    private var holdsRead = false
    private var owesContinue = false

    init(service: SimulatorService, loop: SimulatorLoop) {
        self.service = service
        self.loop = loop
        number = service.nextConnection()
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        abandon()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        abandon()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        letIn()
        if error is HTTPParserError, !isAnswering, !isClosing {
            let body = #"{"detail":"Bad Request"}"#
            _ = send(ReplyHead.whole(status: 400, body: body, keepAlive: false))
        }
        close()
    }

    func read(context: ChannelHandlerContext) {
        holdsRead = waiting.count >= Self.waitingLimit
        if !holdsRead { context.read() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            owesContinue = head.headers.first(name: "expect")?.lowercased() == "100-continue"
            sendContinueIfOwed()
        case .body(var part):
            if body.readableBytes == 0 { body = part } else { body.writeBuffer(&part) }
            if body.readableBytes > Self.bodyLimit { refuseBody() }
        case .end:
            let received = MonotonicClock.now
            guard let head else { return }
            let request = SimulatorRequest(head: head, body: body, index: service.nextRequest(), received: received)
            self.head = nil
            body = ByteBuffer()
            owesContinue = false
            waiting.append(request)
            if !isAnswering, waiting.count == 1 { loop.intake.add(self) }
        }
    }

    // MARK: For the answer

    /// Hands bytes to the system. False when the system did not take all of them.
    func send(_ buffer: ByteBuffer) -> Bool {
        guard let context else { return false }
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
        let left = try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)
        return left == 0
    }

    /// Calls `body` once all that was sent has been taken by the system; never if the connection fails before.
    func whenDrained(_ body: @escaping () -> Void) {
        guard let context else { return }
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenSuccess(body)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: promise)
    }

    /// - Parameter cut: whether the connection ends with this answer, whatever the client asked for.
    func answerEnded(_ entry: RequestLogEntry, cut: Bool = false) {
        answer = nil
        service.log?.append(entry)
        if closesAfterAnswer || cut {
            close()
        } else {
            sendContinueIfOwed()
            answerWaiting(queued: true)
        }
    }

    // MARK: One request after the other

    /// Called when it is the connection's turn to have its request looked at.
    func letIn() {
        if !isAnswering { answerWaiting(queued: false) }
    }

    /// - Parameter queued: whether requests had to wait for an earlier answer, which then counts as their start.
    private func answerWaiting(queued: Bool) {
        while !isAnswering, !isClosing, !waiting.isEmpty {
            let request = waiting.removeFirst()
            closesAfterAnswer = !request.keepAlive
            if let refusal = service.hostRule.refusal(of: request) {
                let error = APIError.refused(refusal)
                reply(to: request, status: error.status, body: error.body)
                continue
            }
            switch service.routes.reply(method: request.method, path: request.path, body: request.bodyBytes) {
            case .json(let status, let body, let allow):
                reply(to: request, status: status, body: body, allow: allow)
            case .metrics:
                let page = MetricsPage(service.figures.now, model: service.options.model)
                reply(to: request, status: 200, body: page.text, contentType: MetricsPage.contentType)
            case .generate(let generation):
                begin(generation, request, start: queued ? MonotonicClock.now : request.received)
            }
        }
        if holdsRead, waiting.count < Self.waitingLimit, let context { read(context: context) }
    }

    private var isAnswering: Bool { answer != nil }

    private func begin(_ generation: GenerationRequest, _ request: SimulatorRequest, start: Instant) {
        let place = service.nextGeneration()
        let fault: SimulatorFault.Kind?
        do throws(APIError) {
            fault = try service.fault(of: place, askedFor: request.faultText)
        } catch {
            return reply(to: request, status: error.status, body: error.body)
        }
        let id = request.answerID(generation.api)
        var entry = request.entry(connection: number, status: 200)
        entry.id = id
        entry.stream = generation.stream
        entry.promptTokens = generation.promptTokens
        entry.fault = fault?.text
        switch fault {
        case .status(let status):
            let error = APIError.onPurpose(status: status)
            entry.status = status
            return reply(to: request, status: status, body: error.body, entry: entry)
        case .refuse:
            entry.status = 0
            service.log?.append(entry)
            isClosing = true
            context?.channel.reset()
            return
        case .close:
            entry.status = 0
            return answerEnded(entry, cut: true)
        default: break
        }
        let text = AnswerText(generation, id: id, created: SimulatorService.unixTime, model: service.options.model)
        let answer = Answer(
            content(fault, generation, request, text: text),
            tokens: generation.outputTokens,
            place: place,
            schedule: service.schedule(from: start, index: place),
            entry: entry,
            recordsChunks: service.recordsChunks,
            batchLimit: service.options.batchLimit,
            figures: service.figures,
            loop: loop,
            connection: self
        )
        self.answer = answer
        answer.begin(
            BatchingEngine.Request(
                id: place,
                promptTokens: generation.promptTokens,
                outputTokens: generation.outputTokens,
                blocks: generation.blocks
            )
        )
    }

    private func content(
        _ fault: SimulatorFault.Kind?,
        _ generation: GenerationRequest,
        _ request: SimulatorRequest,
        text: AnswerText
    ) -> AnswerContent {
        if fault == nil, service.hasDefaultLayout || !generation.stream {
            return .frames(
                generation.stream
                    ? AnswerFrames(streaming: text, keepAlive: request.keepAlive, chunked: request.isHTTP11)
                    : AnswerFrames(whole: text, keepAlive: request.keepAlive)
            )
        }
        let layout = service.options.layout
        return .script(
            generation.stream
                ? AnswerScript(streaming: generation, layout: layout, fault: fault)
                : AnswerScript(whole: fault, tokens: generation.outputTokens),
            ScriptWriter(text: text, layout: layout, keepAlive: request.keepAlive, chunked: request.isHTTP11)
        )
    }

    /// - Parameter entry: what is known for the log already. Nil: what the request tells.
    private func reply(
        to request: SimulatorRequest,
        status: Int,
        body: String,
        contentType: String = "application/json",
        allow: String? = nil,
        entry: RequestLogEntry? = nil
    ) {
        _ = send(
            ReplyHead.whole(
                status: status,
                body: body,
                contentType: contentType,
                allow: allow,
                keepAlive: request.keepAlive,
                bodiless: request.method == "HEAD"
            )
        )
        var entry = entry ?? request.entry(connection: number, status: status)
        entry.head = MonotonicClock.now
        entry.done = entry.head
        service.log?.append(entry)
        if closesAfterAnswer { close() }
    }

    private func sendContinueIfOwed() {
        guard owesContinue, !isAnswering, waiting.isEmpty else { return }
        owesContinue = false
        _ = send("HTTP/1.1 100 Continue\r\n\r\n")
    }

    private func refuseBody() {
        if !isAnswering {
            let error = APIError.bodyTooLarge(limit: Self.bodyLimit)
            _ = send(ReplyHead.whole(status: error.status, body: error.body, keepAlive: false))
        }
        close()
    }

    private func send(_ text: String) -> Bool { send(ByteBuffer(string: text)) }

    /// Closes once everything sent has been taken by the system.
    private func close() {
        guard !isClosing, let context else { return }
        isClosing = true
        whenDrained { context.close(promise: nil) }
    }

    private func abandon() {
        if let entry = answer?.abandon() { service.log?.append(entry) }
        answer = nil
        waiting = []
    }
}
