import BenchModel

/// One message of an OpenAI-compatible answer, understood as far as timing and counting need it.
package enum StreamMessage: Sendable, Equatable {
    /// `[DONE]`.
    case done
    case chunk(ChunkFacts)
    /// An error object under HTTP 200; the text is the server's.
    case inBandError(String)
    /// Not a JSON object, or one whose parts have types that the API does not know; the text says what is odd.
    case malformed(String)

    /// - Parameter data: The data of one event, or the whole body of an answer that was not streamed.
    package init(_ data: RawSpan) {
        var none = ChunkTemplate()
        self.init(data, like: &none)
    }

    /// - Parameter template: What the stream's chunks looked like so far, which is much faster than reading each.
    init(_ data: RawSpan, like template: inout ChunkTemplate) {
        if let facts = template.facts(of: data) {
            self = .chunk(facts)
        } else if Self.isDone(data) {
            self = .done
        } else if let finding = ChunkScanner.finding(in: data) {
            if let text = finding.onlyText { template.learn(data, text: text, facts: finding.facts) }
            self = .chunk(finding.facts)
        } else {
            self = ChunkDocument.message(in: data.withUnsafeBytes { [UInt8]($0) })
        }
    }

    private static func isDone(_ data: RawSpan) -> Bool {
        var start = 0
        var end = data.byteCount
        while start < end, data[byte: start] <= 0x20 { start += 1 }
        guard start < end, data[byte: start] == UInt8(ascii: "[") else { return false }
        while data[byte: end - 1] <= 0x20 { end -= 1 }
        return data.withUnsafeBytes { $0[start..<end].elementsEqual("[DONE]".utf8) }
    }

    /// What it was, for those who keep every message.
    var wireKind: WireMessages.Kind {
        switch self {
        case .done: return .done
        case .inBandError, .malformed: return .odd
        case .chunk(let facts):
            var kind: WireMessages.Kind = facts.hasChoices ? .choices : []
            if facts.carriesOutput { kind.insert(.output) }
            if facts.isFinished { kind.insert(.finish) }
            if facts.usage != nil { kind.insert(.usage) }
            return kind
        }
    }
}
