/// What the server's own counters rose by during one run, as far as its `/metrics` has them.
package struct ServerLedger: Sendable, Equatable, Codable {
    /// Nil here and below: the server does not tell.
    package var requests: Int?
    package var promptTokens: Int?
    package var outputTokens: Int?
    /// Tokens (vLLM) for which its prefix cache was asked, and those that it had.
    package var prefixQueries: Int?
    package var prefixHits: Int?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case requests
        case promptTokens = "prompt_tokens"
        case outputTokens = "output_tokens"
        case prefixQueries = "prefix_queries"
        case prefixHits = "prefix_hits"
    }
}
