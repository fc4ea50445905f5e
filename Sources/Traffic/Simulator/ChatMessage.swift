package import BenchModel

/// One message of a chat request, its content as the one text that the chat template sees.
package struct ChatMessage: Sendable, Equatable {
    package var role: String
    package var content: String

    package init(role: String, content: String) {
        self.role = role
        self.content = content
    }

    /// From a request body. Content is a string, null, or an array of text parts, which are joined by a line feed as
    /// vLLM does. Nil for anything else.
    package init?(_ value: JSONValue) {
        guard let role = value["role"]?.string else { return nil }
        self.role = role
        switch value["content"] ?? .null {
        case .null: content = ""
        case .string(let text): content = text
        case .array(let parts):
            let texts = parts.compactMap { $0["text"]?.string ?? $0.string }
            guard texts.count == parts.count else { return nil }
            content = texts.joined(separator: "\n")
        default: return nil
        }
    }
}
