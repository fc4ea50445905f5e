/// Token counts as the server gives them in `usage`.
package struct TokenUsage: Sendable, Equatable {
    /// Nil when the object lacks it.
    package var promptTokens: Int?
    /// Nil when the object lacks it.
    package var completionTokens: Int?
    /// Of the prompt's tokens, those that a prefix cache had: `prompt_tokens_details.cached_tokens`. Nil when not told.
    package var cachedTokens: Int?

    package init(promptTokens: Int? = nil, completionTokens: Int? = nil, cachedTokens: Int? = nil) {
        self.cachedTokens = cachedTokens
        self.promptTokens = promptTokens
        self.completionTokens = completionTokens
    }
}
