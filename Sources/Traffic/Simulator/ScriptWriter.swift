import BenchModel

/// Writes the parts of a scripted answer as text. Made part by part: such answers are few or not measured.
struct ScriptWriter: Sendable {
    let text: AnswerText
    let layout: SimulatorLayout
    let keepAlive: Bool
    /// False for a client of HTTP/1.0, whose answer ends with the connection.
    let chunked: Bool

    func bytes(_ part: AnswerScript.Part) -> String {
        switch part {
        case .head:
            var headers = ["content-type: text/event-stream; charset=utf-8"]
            if chunked { headers.append("transfer-encoding: chunked") }
            return ReplyHead.text(status: 200, headers: headers, keepAlive: keepAlive)
        case .role: return text.roleEvent.map(frame) ?? ""
        case .tokens(let range): return frame(tokens(range))
        case .empty: return frame(text.tokenEvent("", last: false))
        case .usage: return text.usageEvent.map(frame) ?? ""
        case .done: return frame("[DONE]") + (chunked ? "0\r\n\r\n" : "")
        case .brokenJSON: return frame(String(text.tokenEvent("", last: false).dropLast(20)))
        case .error: return frame(Self.error)
        case .whole: return whole(text.wholeBody)
        case .half:
            let all = whole(text.wholeBody)
            return String(all.dropLast(text.wholeBody.count / 2))
        case .wholeBroken: return whole(String(text.wholeBody.dropLast(20)))
        case .wholeError: return whole(Self.error)
        }
    }

    /// Puts into the log entry what was written with this part.
    func note(_ part: AnswerScript.Part, at now: Instant, in entry: inout RequestLogEntry, recordsChunks: Bool) {
        switch part {
        case .head: entry.head = now
        case .tokens(let range):
            entry.outputTokens = range.upperBound
            if recordsChunks { entry.chunks.append(contentsOf: repeatElement(now, count: range.count)) }
            if bringsUsage(range) { entry.usage = now }
        case .usage: entry.usage = now
        case .done: entry.done = now
        case .whole:
            (entry.head, entry.usage, entry.done) = (now, now, now)
            entry.outputTokens = text.outputTokens
            if recordsChunks { entry.chunks = [now] }
        case .wholeBroken, .wholeError: (entry.head, entry.done) = (now, now)
        case .half: entry.head = now
        case .role, .empty, .brokenJSON, .error: break
        }
    }

    /// Whether the event with these tokens also carries usage.
    private func bringsUsage(_ range: Range<Int>) -> Bool {
        text.includeUsage && layout.usageOnLastChoice && range.upperBound == text.outputTokens
    }

    private static let error = APIError.onPurpose(status: 500).body

    private func tokens(_ range: Range<Int>) -> String {
        let isLast = range.upperBound == text.outputTokens
        let isReasoning = text.api == .chat && range.upperBound <= layout.reasoningTokens
        let event = text.tokenEvent(
            range.map(text.words.text).joined(),
            last: isLast,
            field: isReasoning ? "reasoning" : "content"
        )
        guard bringsUsage(range) else { return event }
        return event.dropLast() + #","usage":{\#(text.usage)}}"#
    }

    private func frame(_ event: String) -> String {
        let data = "data: \(event)\n\n"
        return chunked ? "\(String(data.utf8.count, radix: 16))\r\n\(data)\r\n" : data
    }

    private func whole(_ body: String) -> String {
        let headers = ["content-length: \(body.utf8.count)", "content-type: application/json"]
        return ReplyHead.text(status: 200, headers: headers, keepAlive: keepAlive) + body
    }
}
