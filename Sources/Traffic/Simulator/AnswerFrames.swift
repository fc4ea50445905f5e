import BenchModel
import NIOCore

/// The bytes of one answer, all but the words made before the first token is due, so that sending a token costs one
/// copy. The layout is that of vLLM 0.32: each event is an HTTP chunk of its own; the role and the first token go out
/// together; the last token carries the finish reason and takes usage, `[DONE]` and the end of the body with it.
struct AnswerFrames {
    /// What goes out as soon as the request is accepted: the head of a stream, which vLLM too sends before the first
    /// token. Nil for an answer given as a whole.
    let early: ByteBuffer?
    /// How many parts fall due one after the other.
    let steps: Int
    /// All of them for an answer given as a whole, else one.
    let tokensPerStep: Int

    private let includesUsage: Bool
    private let opening: ByteBuffer
    private let closing: ByteBuffer
    /// A token between the first and the last, whose word is filled in.
    private let inner: ByteBuffer
    private let wordOffset: Int
    private let words: AnswerWords

    /// One event per token.
    /// - Parameter chunked: false for a client of HTTP/1.0, whose answer ends with the connection.
    init(streaming text: AnswerText, keepAlive: Bool, chunked: Bool) {
        let frame: (String) -> String = { event in
            let data = "data: \(event)\n\n"
            return chunked ? "\(String(data.utf8.count, radix: 16))\r\n\(data)\r\n" : data
        }
        words = text.words
        steps = text.outputTokens
        tokensPerStep = 1
        includesUsage = text.includeUsage
        var headers = ["content-type: text/event-stream; charset=utf-8"]
        if chunked { headers.append("transfer-encoding: chunked") }
        early = ByteBuffer(string: ReplyHead.text(status: 200, headers: headers, keepAlive: keepAlive))
        let end = text.usageEvent.map(frame) ?? ""
        let tail = end + frame("[DONE]") + (chunked ? "0\r\n\r\n" : "")
        let role = text.roleEvent.map(frame) ?? ""
        let single = steps == 1
        opening = ByteBuffer(
            string: role + frame(text.tokenEvent(words.text(0), last: single)) + (single ? tail : "")
        )
        closing = ByteBuffer(string: single ? "" : frame(text.tokenEvent(words.text(steps - 1), last: true)) + tail)
        let blank = String(repeating: "~", count: AnswerWords.width)
        inner = ByteBuffer(string: frame(text.tokenEvent(blank, last: false)))
        // Nothing behind the word has its character.
        let last = inner.withUnsafeReadableBytes { $0.lastIndex(of: UInt8(ascii: "~")) }
        wordOffset = last.map { $0 + 1 - AnswerWords.width } ?? 0
    }

    /// The whole answer at once.
    init(whole text: AnswerText, keepAlive: Bool) {
        words = text.words
        steps = 1
        tokensPerStep = text.outputTokens
        includesUsage = true
        early = nil
        let body = text.wholeBody
        let headers = ["content-length: \(body.utf8.count)", "content-type: application/json"]
        opening = ByteBuffer(
            string: ReplyHead.text(status: 200, headers: headers, keepAlive: keepAlive) + body
        )
        (closing, inner, wordOffset) = (ByteBuffer(), ByteBuffer(), 0)
    }

    /// Bytes of these steps.
    func buffer(_ range: Range<Int>, allocator: ByteBufferAllocator) -> ByteBuffer {
        var buffer = allocator.buffer(
            capacity: (range.contains(0) ? opening.readableBytes : 0) + inner.readableBytes * range.count
                + (range.upperBound == steps ? closing.readableBytes : 0)
        )
        for step in range {
            if step == 0 {
                buffer.writeImmutableBuffer(opening)
            } else if step == steps - 1 {
                buffer.writeImmutableBuffer(closing)
            } else {
                let start = buffer.writerIndex
                buffer.writeImmutableBuffer(inner)
                buffer.setBytes(words.bytes(step), at: start + wordOffset)
            }
        }
        return buffer
    }

    /// Puts into the log entry what was written with these steps.
    func note(_ range: Range<Int>, at now: Instant, in entry: inout RequestLogEntry, recordsChunks: Bool) {
        if recordsChunks { entry.chunks.append(contentsOf: repeatElement(now, count: range.count)) }
        entry.outputTokens = range.upperBound * tokensPerStep
        if early == nil { entry.head = now }
        guard range.upperBound == steps else { return }
        if includesUsage { entry.usage = now }
        entry.done = now
    }
}
