import BenchModel

/// What a client asked to be generated. Sampling fields, stop words and `ignore_eos` change nothing here: the answer
/// always has as many tokens as the request allows.
struct GenerationRequest: Sendable, Equatable {
    /// Answer length when the request names none.
    static let defaultOutputTokens: [API: Int] = [.chat: 128, .completions: 16]

    var api: API
    var promptTokens: Int
    var outputTokens: Int
    var stream: Bool
    var includeUsage: Bool

    init(
        _ body: JSONValue,
        api: API,
        tokenizer: WordTokenizer,
        maximumModelLength: Int
    ) throws(APIError) {
        self.api = api
        stream = try Self.bool(body, "stream", in: "stream")
        includeUsage = try Self.bool(body["stream_options"] ?? .null, "include_usage", in: "stream_options")
        let choices = try Self.integer(body, "n") ?? 1
        guard choices == 1 else { throw .wrongType(field: "n", expected: "1, as only one answer is simulated") }

        let newer = try Self.integer(body, "max_completion_tokens")
        let older = try Self.integer(body, "max_tokens")
        outputTokens = newer ?? older ?? Self.defaultOutputTokens[api, default: 16]
        guard outputTokens >= 1 else { throw .tooFewTokens(outputTokens) }
        guard outputTokens <= maximumModelLength else {
            throw .tooManyTokens(outputTokens, limit: maximumModelLength)
        }
        promptTokens =
            switch api {
            case .chat: tokenizer.promptTokens(messages: try Self.messages(body))
            case .completions: try Self.prompt(body, tokenizer)
            }
        guard promptTokens + outputTokens <= maximumModelLength else {
            throw .contextExceeded(prompt: promptTokens, requested: outputTokens, limit: maximumModelLength)
        }
    }

    static func messages(_ body: JSONValue) throws(APIError) -> [ChatMessage] {
        guard let values = body["messages"], values != .null else { throw .missing(field: "messages") }
        let messages = values.array?.compactMap(ChatMessage.init)
        guard let messages, messages.count == values.array?.count else {
            throw .wrongType(field: "messages", expected: "an array of messages, each with a role and text content")
        }
        return messages
    }

    /// Tokens of the prompt: a string, token ids, or an array that holds one of either.
    private static func prompt(_ body: JSONValue, _ tokenizer: WordTokenizer) throws(APIError) -> Int {
        guard var prompt = body["prompt"], prompt != .null else { throw .missing(field: "prompt") }
        if let only = prompt.array?.first, only.int == nil, prompt.array?.count == 1 { prompt = only }
        if let text = prompt.string { return tokenizer.count(text) }
        guard let tokens = prompt.array, tokens.allSatisfy({ $0.int != nil }) else {
            throw .wrongType(field: "prompt", expected: "one string or one array of token ids")
        }
        return tokens.count
    }

    /// False when absent or null.
    private static func bool(_ body: JSONValue, _ key: String, in field: String) throws(APIError) -> Bool {
        switch body[key] ?? .null {
        case .null: false
        case .bool(let value): value
        default: throw .wrongType(field: field, expected: "a boolean")
        }
    }

    /// Nil when absent or null.
    private static func integer(_ body: JSONValue, _ key: String) throws(APIError) -> Int? {
        guard let value = body[key], value != .null else { return nil }
        guard let integer = value.int else { throw .wrongType(field: key, expected: "a whole number") }
        return integer
    }
}
