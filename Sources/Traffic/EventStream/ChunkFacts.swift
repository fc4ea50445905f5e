/// What matters for timing in one chunk, or in an answer that came in one piece.
package struct ChunkFacts: Sendable, Equatable {
    /// `choices` is not empty.
    package var hasChoices = false
    /// A choice carries non-empty content, reasoning, tool-call text or completion text.
    package var carriesOutput = false
    /// A choice has a `finish_reason`.
    package var isFinished = false
    /// Nil when absent or null.
    package var usage: TokenUsage?

    package init(
        hasChoices: Bool = false,
        carriesOutput: Bool = false,
        isFinished: Bool = false,
        usage: TokenUsage? = nil
    ) {
        self.hasChoices = hasChoices
        self.carriesOutput = carriesOutput
        self.isFinished = isFinished
        self.usage = usage
    }
}
