/// How a stream is cut into events and when those that carry no token leave. The default is vLLM 0.32's.
package struct SimulatorLayout: Sendable, Equatable {
    /// The role goes out when the request is accepted, not with the first token.
    package var roleEarly = false
    /// Usage rides on the last event with choices, not on one of its own.
    package var usageOnLastChoice = false
    /// From the last token to usage. The default is zero: both in one write.
    package var usageDelay: Duration = .zero
    /// From usage, or the last token without one, to `[DONE]`. The default is zero.
    package var doneDelay: Duration = .zero
    /// Tokens that an event carries; it leaves when the last of them is due. The default is 1.
    package var tokensPerChunk = 1
    /// So many tokens come first as reasoning. Chat only. The default is 0.
    package var reasoningTokens = 0
    /// An event with empty text follows each but the last that carries tokens.
    package var emptyDeltas = false

    package init() {}

    /// From `role-early,usage-on-last,usage-late=TIME,done-late=TIME,tokens-per-chunk=N,reasoning=N,empty-deltas`, any
    /// of them.
    package init(text: String) throws(SettingError) {
        let settings = try SettingText(
            text,
            known: [
                "role-early", "usage-on-last", "usage-late=", "done-late=", "tokens-per-chunk=", "reasoning=",
                "empty-deltas",
            ]
        )
        if settings.has("usage-on-last"), settings.has("usage-late") { throw .oneOf(["usage-on-last", "usage-late"]) }
        roleEarly = settings.has("role-early")
        usageOnLastChoice = settings.has("usage-on-last")
        usageDelay = try settings.duration("usage-late") ?? .zero
        doneDelay = try settings.duration("done-late") ?? .zero
        tokensPerChunk = try settings.integer("tokens-per-chunk", atLeast: 1, atMost: 1_048_576) ?? 1
        reasoningTokens = try settings.integer("reasoning", atLeast: 0, atMost: 1_048_576) ?? 0
        emptyDeltas = settings.has("empty-deltas")
    }
}
