/// Token counts as the server gives them in `usage`.
package struct TokenUsage: Sendable, Equatable {
    /// Nil when the object lacks it.
    package var promptTokens: Int?
    /// Nil when the object lacks it.
    package var completionTokens: Int?

    package init(promptTokens: Int? = nil, completionTokens: Int? = nil) {
        self.promptTokens = promptTokens
        self.completionTokens = completionTokens
    }
}
