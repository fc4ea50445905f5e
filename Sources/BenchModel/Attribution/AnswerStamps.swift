/// When the parts of one answer came: as the messages of the wire say, or as far as a tool's record of it goes.
struct AnswerStamps {
    let record: RequestRecord
    /// Every JSON message in order: `[DONE]` is none.
    private let messages: [(kind: WireMessages.Kind, instant: Instant)]
    /// Whether `messages` has those too that carry no output.
    private let isWhole: Bool
    /// Whether the last message is known to be the last.
    private let knowsLast: Bool
    /// Whether it is no stream and its first token was not told apart: its only stamp is at its end.
    let comesWhole: Bool

    /// Stamps closer than this, in seconds, are one stamp that was rounded twice: no client takes in two messages so
    /// close together.
    private static let sameStamp = 1e-6

    init(_ exchange: WireExchange) {
        record = exchange.record
        messages = exchange.messages.all.filter { !$0.kind.contains(.done) }
        isWhole = true
        knowsLast = true
        comesWhole = false
    }

    /// The messages that a tool's record stands for.
    init(_ record: RequestRecord) {
        self.record = record
        var messages: [(kind: WireMessages.Kind, instant: Instant)] = []
        let contents = record.contentChunks
        if let role = record.firstChunk, role < contents.first ?? record.firstContent ?? .distantFuture {
            messages.append((.choices, role))
        }
        messages += contents.map { ([.choices, .output], $0) }
        if contents.isEmpty, let content = record.firstContent { messages.append(([.choices, .output], content)) }
        if let last = record.lastChoice, messages.last.map({ last - $0.instant > Self.sameStamp }) ?? true {
            messages.append((.choices, last))
        }
        // An answer that is no stream has its only stamp at the end.
        let isStreamed = !contents.isEmpty || record.firstChunk != nil || record.usage != nil
        if let usage = record.usage, usage > messages.last?.instant ?? record.sent { messages.append((.usage, usage)) }
        self.messages = messages
        isWhole = !contents.isEmpty && record.firstChunk != nil || !isStreamed
        knowsLast = record.usage != nil || !isStreamed
        comesWhole = !isStreamed && record.firstContent == nil && record.lastChoice != nil
    }

    /// What is taken for the first token. Nil when there is none or it is not known.
    func first(_ choice: ToolFormula.FirstToken) -> Instant? {
        switch choice {
        case .firstOutput: record.firstContent ?? record.contentChunks.first
        case .firstChoice, .firstMessage: place(of: choice).map { messages[$0].instant } ?? record.firstChunk
        }
    }

    /// What E2EL ends with. Nil when there is none or it is not known.
    func end(_ end: ToolFormula.End) -> Instant? {
        switch end {
        case .lastChoice: record.lastChoice
        case .lastOutput: messages.last { $0.kind.contains(.output) }?.instant ?? (knowsLast ? record.lastChoice : nil)
        case .lastMessage: knowsLast ? messages.last?.instant : nil
        case .endOfAnswer: record.done
        }
    }

    /// The number of messages that carry output. Nil when not known.
    var outputs: Int? { record.contentChunks.isEmpty ? nil : record.contentChunks.count }

    /// Lists of instants whose gaps are ITL samples. Nil when they are not known.
    func gaps(_ gaps: ToolFormula.Gaps, from first: ToolFormula.FirstToken) -> [ChunkInstants]? {
        if gaps == .betweenOutputs, first == .firstOutput {
            return record.contentChunks.isEmpty ? nil : [record.contentChunks]
        }
        guard isWhole, !record.contentChunks.isEmpty, let start = place(of: first) else { return nil }
        let later = messages.indices.dropFirst(start + 1)
        func chain(_ wanted: (WireMessages.Kind) -> Bool) -> [ChunkInstants] {
            let places = [start] + later.filter { wanted(messages[$0].kind) }
            return [ChunkInstants(places.map { messages[$0].instant })]
        }
        return switch gaps {
        case .betweenChoices: chain { $0.contains(.choices) }
        case .betweenOutputs: chain { $0.contains(.output) }
        case .betweenMessages: chain { _ in true }
        case .messageToChoice:
            later.filter { messages[$0].kind.contains(.choices) }.map {
                ChunkInstants([messages[$0 - 1].instant, messages[$0].instant])
            }
        }
    }

    /// Of the first token among the messages. Nil when it is not known.
    private func place(of choice: ToolFormula.FirstToken) -> Int? {
        switch choice {
        case .firstOutput: messages.firstIndex { $0.kind.contains(.output) }
        case .firstChoice: isWhole ? messages.firstIndex { $0.kind.contains(.choices) } : nil
        case .firstMessage: isWhole && !messages.isEmpty ? 0 : nil
        }
    }
}

extension Instant {
    fileprivate static let distantFuture = Instant(nanoseconds: .max)
}
