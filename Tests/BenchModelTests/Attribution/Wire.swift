import BenchModel

/// Answers with every instant written down, in milliseconds.
enum Wire {
    static func instant(_ milliseconds: Double) -> Instant { Instant(seconds: milliseconds / 1e3) }

    /// - Parameter messages: What each was and when it came, in milliseconds after `sent`.
    static func exchange(
        _ index: Int,
        sent: Double,
        _ messages: [(WireMessages.Kind, Double)],
        input: Int? = 10,
        output: Int?,
        failure: RequestFailure.Kind? = nil
    ) -> WireExchange {
        var exchange = WireExchange(
            index: index,
            connection: index,
            place: 0,
            method: "POST",
            target: "/v1/chat/completions",
            received: instant(sent)
        )
        exchange.messages = WireMessages(messages.map { ($0, instant(sent + $1)) })
        var record = RequestRecord(index: index, sent: instant(sent))
        for (kind, instant) in exchange.messages.all {
            if kind.contains(.choices) {
                record.firstChunk = record.firstChunk ?? instant
                record.lastChoice = instant
            }
            if kind.contains(.output) { record.contentChunks.append(instant) }
            if kind.contains(.usage) { record.usage = instant }
            record.done = instant
        }
        record.firstContent = record.contentChunks.first
        record.inputTokens = input
        record.outputTokens = output
        record.failure = failure.map { RequestFailure($0, "planted") }
        exchange.record = record
        exchange.ending = .complete
        return exchange
    }

    /// A chat answer: role chunk, tokens one a chunk, finish chunk if any, usage chunk, `[DONE]`.
    /// - Parameters:
    ///   - role: Of the role chunk after `sent`, as the others. Nil: there is none.
    ///   - finish: Of a chunk that only says why the answer ended.
    static func chat(
        _ index: Int,
        sent: Double,
        role: Double? = nil,
        first: Double,
        gap: Double,
        tokens: Int,
        finish: Double? = nil,
        usageAfter: Double = 0.1,
        doneAfter: Double = 0.1
    ) -> WireExchange {
        var messages: [(WireMessages.Kind, Double)] = []
        if let role { messages.append((.choices, role)) }
        for token in 0..<tokens { messages.append(([.choices, .output], first + gap * Double(token))) }
        if let finish { messages.append(([.choices, .finish], finish)) }
        let last = messages.last?.1 ?? 0
        messages.append((.usage, last + usageAfter))
        messages.append((.done, last + usageAfter + doneAfter))
        return exchange(index, sent: sent, messages, output: tokens)
    }

    /// What a client has of an exchange when everything reaches it so much later, in milliseconds.
    static func record(_ exchange: WireExchange, late: Double = 0) -> RequestRecord {
        var record = exchange.record
        func delayed(_ instant: Instant) -> Instant { instant + late / 1e3 }
        record.firstChunk = record.firstChunk.map(delayed)
        record.contentChunks = ChunkInstants(record.contentChunks.map(delayed))
        record.firstContent = record.firstContent.map(delayed)
        record.lastChoice = record.lastChoice.map(delayed)
        record.usage = record.usage.map(delayed)
        record.done = record.done.map(delayed)
        return record
    }

    static func run(_ exchanges: [WireExchange]) -> WireRun {
        WireRun(exchanges: exchanges, connections: [], usage: TapUsage())
    }
}
