/// What is known of one request: instants, tokens and how it ended. Latencies are derived, never stored.
package struct RequestRecord: Sendable, Equatable, Codable {
    /// Place in the order of sending, from 0.
    package var index: Int
    /// When the load shape wanted it sent. Nil in a closed loop, where a request is due when a slot is free.
    package var due: Instant?
    /// When its first byte was handed to the operating system, or the tool's clock was started.
    package var sent: Instant
    /// When the response head arrived. Nil when not recorded.
    package var head: Instant?
    /// First message with `choices`, the empty role chunk included. Nil when none came or it was not recorded.
    package var firstChunk: Instant?
    /// Every output-carrying chunk, in order. Empty when none came or they were not recorded.
    package var contentChunks: ChunkInstants
    /// First output-carrying chunk. Known without `contentChunks` where a tool records only that.
    package var firstContent: Instant?
    /// Last message that has `choices`. Nil when not recorded.
    package var lastChoice: Instant?
    /// What the last message that has `choices` came between, where it was not recorded. Nil when it was, and when
    /// nothing that it cannot be later than was recorded.
    @Boxed package var lastChoiceBounds: ClosedRange<Instant>?
    /// The message that carries `usage`. Nil when not recorded.
    package var usage: Instant?
    /// End of the stream. Nil when not recorded.
    package var done: Instant?
    /// The server's `usage.prompt_tokens`. Nil when neither server nor tool said.
    package var inputTokens: Int?
    /// Of these, the tokens that the server's prefix cache had, in four bytes: there is a record for every request. Nil when
    /// the server did not say, or no number of tokens that a prompt can have.
    package var inputTokensCached: UInt32?
    /// The server's `usage.completion_tokens`. Nil when neither server nor tool said.
    package var outputTokens: Int?
    /// Bytes of the answer as they came over the connection, head and framing included. Nil when not recorded.
    package var receivedBytes: Int?
    /// Nil when the request completed.
    @Boxed package var failure: RequestFailure?

    package init(index: Int, sent: Instant) {
        self.index = index
        self.sent = sent
        contentChunks = []
    }

    package var succeeded: Bool { failure == nil }

    /// Time to first token in seconds. Nil when no output-carrying chunk was recorded.
    package var ttft: Double? { (firstContent ?? contentChunks.first).map { $0 - sent } }

    /// End-to-end latency in seconds. Nil when the last chunk with choices was not recorded.
    package var e2el: Double? { lastChoice.map { $0 - sent } }

    /// Time per output token after the first, in seconds. Nil with fewer than two output tokens, or without TTFT or E2EL.
    package var tpot: Double? {
        guard let ttft, let e2el, let outputTokens, outputTokens > 1 else { return nil }
        return (e2el - ttft) / Double(outputTokens - 1)
    }

    /// How late it was sent, in seconds. Nil in a closed loop.
    package var sendLag: Double? { due.map { sent - $0 } }

    /// TTFT from the due time, in seconds: a wait before sending is in it. Nil in a closed loop and without TTFT.
    package var ttftFromDue: Double? { sendLag.flatMap { lag in ttft.map { $0 + lag } } }

    /// E2EL from the due time, in seconds. Nil in a closed loop and without E2EL.
    package var e2elFromDue: Double? { sendLag.flatMap { lag in e2el.map { $0 + lag } } }

    /// The last instant known of the request.
    package var end: Instant {
        [done, usage, lastChoice, lastChoiceBounds?.lowerBound, contentChunks.last, firstContent, firstChunk, head]
            .compactMap { $0 }.max() ?? sent
    }
}
