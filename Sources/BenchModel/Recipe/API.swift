/// Which endpoint of the OpenAI API carries the load.
package enum API: String, Sendable, Codable, CaseIterable {
    case chat
    case completions

    /// Path below the server's base URL.
    package var path: String {
        switch self {
        case .chat: "/v1/chat/completions"
        case .completions: "/v1/completions"
        }
    }
}
