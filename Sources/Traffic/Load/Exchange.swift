package import BenchModel

/// One request's answer, from the bytes to the record. A value without clock or socket: it is told what came and when.
package struct Exchange: Sendable {
    /// Longest text in characters that a failure quotes from a body.
    package static let excerptLength = 500

    package private(set) var record: RequestRecord
    /// Whether the answer is complete or has failed beyond repair, so that nothing more is awaited.
    package private(set) var isOver = false
    /// Whether the connection can carry another request once this one is over.
    package private(set) var leavesConnectionUsable = false
    /// Whether the answer's own framing, or the connection's end where that is the framing, said that it is over.
    package private(set) var hasRegularEnd = false
    /// Every message of the answer. Empty unless they were asked for.
    package private(set) var messages = WireMessages()
    /// Status line and header of the answer. Nil until they came.
    package private(set) var head: HTTPResponseHead?
    /// The beginning of an answer that was no stream. Empty unless messages were asked for.
    package private(set) var excerpt: [UInt8] = []

    /// Nil: the answer's content type tells.
    private let streams: Bool?
    private let keepsMessages: Bool
    private let limits: AnswerLimits
    private var parser = HTTPResponseParser()
    private var events: EventStreamParser
    private var template = ChunkTemplate()
    private var isEventStream = false
    private var body: [UInt8] = []
    /// When `[DONE]` came. Nil before.
    package private(set) var doneMarker: Instant?
    /// When a byte came last. Nil before the first.
    private var lastByte: Instant?
    private var isFinished = false
    private var hasFinalUsage = false

    /// - Parameters:
    ///   - streams: Whether a stream was asked for. Nil when that is not known: the answer's content type tells.
    ///   - expectedChunks: Room that is made for instants of chunks.
    ///   - keepsMessages: Whether every message is kept, and not only what the record needs.
    ///   - limits: What the answer must not exceed.
    package init(
        index: Int,
        streams: Bool?,
        expectedChunks: Int = 0,
        keepsMessages: Bool = false,
        limits: AnswerLimits = AnswerLimits()
    ) {
        self.keepsMessages = keepsMessages
        self.limits = limits
        events = EventStreamParser(limit: limits.eventBytes)
        record = RequestRecord(index: index, sent: Instant(nanoseconds: 0))
        record.contentChunks.reserve(expectedChunks)
        record.receivedBytes = 0
        self.streams = streams
    }

    /// Said just before the request's first byte is handed to the system, and before anything else here.
    package mutating func begin(at now: Instant) { record.sent = now }

    /// Takes in what one read from the socket gave; all that it completes has the instant of that read.
    /// - Returns: Where the answer ended in the bytes; all of them when it goes on.
    @discardableResult
    package mutating func receive(_ bytes: RawSpan, at now: Instant) -> Int {
        var position = 0
        let received = (record.receivedBytes ?? 0) + bytes.byteCount
        record.receivedBytes = received
        lastByte = now
        if received > limits.bytes {
            fail(.malformed, "the answer goes on after \(limits.bytes) bytes\(limits.reason)", at: now)
        }
        do {
            while !isOver, let event = try parser.next(in: bytes, from: &position) {
                switch event {
                case .body(let range):
                    if isEventStream { try readEvents(bytes, range, at: now) } else { keep(bytes, range) }
                case .head(let head):
                    self.head = head
                    record.head = now
                    isEventStream = (200..<300).contains(head.status) && mayStream(head)
                case .end:
                    finish(at: now)
                    leavesConnectionUsable = (head?.keepsAlive ?? false) && position == bytes.byteCount
                }
            }
        } catch let error as HTTPFormatError {
            fail(.malformed, "the response has \(error.fact)", at: now)
        } catch {
            fail(.malformed, "an event of the stream exceeds \(events.limit) bytes", at: now)
        }
        return position
    }

    /// Since when nothing has come of an answer that had begun: its output in a stream, its head else. Before that a server may
    /// let a request wait for as long as others take.
    package var stillSince: Instant? { record.firstContent != nil || (head != nil && !isEventStream) ? lastByte : nil }

    /// The stream is over with its marker, although the connection does not say so.
    package mutating func endAtMarker() {
        guard !isOver, let doneMarker else { return }
        finish(at: doneMarker)
        leavesConnectionUsable = false
    }

    /// The connection ended. `reason` is the system's word when it was not the server's regular close.
    package mutating func connectionEnded(_ reason: String?, at now: Instant) {
        guard !isOver else { return }
        if let doneMarker, isEventStream {
            finish(at: doneMarker)
        } else if let head, !(200..<300).contains(head.status) {
            finish(at: now)
        } else if parser.endsWithConnection, reason == nil {
            finish(at: now)
        } else if !parser.hasBegun {
            fail(.truncated, "the connection ended before any answer\(Self.suffix(reason))", at: now)
        } else {
            fail(.truncated, "the connection ended in mid-answer\(Self.suffix(reason))", at: now)
        }
    }

    /// Ends the request from outside: a time-out, or the stop of the run.
    package mutating func abandon(_ failure: RequestFailure, at now: Instant) {
        guard !isOver else { return }
        fail(failure.kind, failure.message, at: now)
    }

    private mutating func readEvents(
        _ bytes: RawSpan,
        _ range: Range<Int>,
        at now: Instant
    ) throws(EventStreamError) {
        let part = bytes.extracting(range)
        var position = 0
        while !isOver, let event = try events.next(in: part, from: &position) {
            switch event {
            case .slice(let data): take(StreamMessage(part.extracting(data), like: &template), at: now)
            case .carried:
                let carried = events.carried
                take(StreamMessage(carried.span.bytes, like: &template), at: now)
            }
        }
        // Without framing only the marker tells the end; waiting for the close would hold the slot.
        if doneMarker != nil, parser.endsWithConnection, !isOver { finish(at: now) }
    }

    private mutating func take(_ message: StreamMessage, at now: Instant) {
        // The stream is over: what follows is nobody's answer.
        guard doneMarker == nil else { return }
        if keepsMessages {
            guard messages.count < limits.messages else {
                return fail(.malformed, "the answer has more than \(limits.messages) messages", at: now)
            }
            messages.append(message.wireKind, at: now)
        }
        switch message {
        case .chunk(let facts):
            if facts.hasChoices {
                if record.firstChunk == nil { record.firstChunk = now }
                record.lastChoice = now
                if facts.carriesOutput {
                    if record.firstContent == nil { record.firstContent = now }
                    record.contentChunks.append(now)
                    if record.contentChunks.count > limits.chunks {
                        return fail(
                            .malformed,
                            "the answer goes on after \(limits.chunks) chunks of output\(limits.reason)",
                            at: now
                        )
                    }
                }
                if facts.isFinished { isFinished = true }
            }
            if let usage = facts.usage {
                record.usage = now
                record.inputTokens = usage.promptTokens ?? record.inputTokens
                record.outputTokens = usage.completionTokens ?? record.outputTokens
                if let cached = usage.cachedTokens { record.inputTokensCached = UInt32(exactly: cached) }
                if !facts.hasChoices { hasFinalUsage = true }
            }
        case .done: doneMarker = now
        case .inBandError(let text): note(.inBand, text)
        case .malformed(let text): note(.malformed, text)
        }
    }

    private mutating func finish(at now: Instant) {
        isOver = true
        hasRegularEnd = true
        record.done = now
        record.contentChunks.trim()
        if keepsMessages {
            messages.trim()
            excerpt = Array(body.prefix(4 * Self.excerptLength))
        }
        guard let head, record.failure == nil else { return }
        guard (200..<300).contains(head.status) else {
            return note(.status, "HTTP \(head.status): \(Self.excerpt(body))")
        }
        guard isEventStream else { return finishWhole(head, at: now) }
        if doneMarker == nil, !isFinished, !hasFinalUsage {
            let place = events.isInsideEvent ? "inside an event" : "without finish_reason, usage or [DONE]"
            note(.truncated, "the stream ended \(place)")
        } else if record.contentChunks.isEmpty, !isFinished, record.outputTokens != 0 {
            note(.malformed, "the stream ended without output and without finish_reason")
        }
    }

    private mutating func finishWhole(_ head: HTTPResponseHead, at now: Instant) {
        let message = StreamMessage(body.span.bytes)
        if case .chunk(let facts) = message, streams == true || !facts.hasChoices {
            let type = head.fields["content-type"] ?? "no content-type"
            let problem = streams == true ? "not an event stream" : "without choices"
            note(.malformed, "the answer is \(problem) (\(type)): \(Self.excerpt(body))")
        } else {
            take(message, at: now)
            record.firstContent = record.lastChoice
        }
        body = []
    }

    private mutating func keep(_ bytes: RawSpan, _ range: Range<Int>) {
        let isAnswer = head.map { (200..<300).contains($0.status) } ?? false
        let room = (isAnswer ? HTTPClient.bodyLimit : 4 * Self.excerptLength) - body.count
        body.append(bytes, range.prefix(max(0, room)))
    }

    private mutating func fail(_ kind: RequestFailure.Kind, _ message: String, at now: Instant) {
        isOver = true
        record.done = now
        record.contentChunks.trim()
        messages.trim()
        note(kind, message)
    }

    /// The first failure is the one that counts.
    private mutating func note(_ kind: RequestFailure.Kind, _ message: String) {
        if record.failure == nil { record.failure = RequestFailure(kind, message) }
    }

    /// Where a stream was asked for, what says it is JSON or HTML is taken whole; servers that give another type or none are
    /// believed to stream.
    private func mayStream(_ head: HTTPResponseHead) -> Bool {
        let type = head.fields["content-type"]?.lowercased() ?? ""
        guard let streams else { return type.hasPrefix("text/event-stream") }
        return streams && !type.hasPrefix("application/json") && !type.hasPrefix("text/html")
    }

    private static func excerpt(_ body: [UInt8]) -> String {
        String(String(decoding: body, as: UTF8.self).prefix(excerptLength))
    }

    private static func suffix(_ reason: String?) -> String { reason.map { ": \($0)" } ?? "" }
}
