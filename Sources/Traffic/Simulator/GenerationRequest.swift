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
    /// The prompt's blocks, for a prefix cache. Empty when they were not asked for.
    var blocks: [UInt64] = []

    init(
        _ body: JSONValue,
        api: API,
        tokenizer: WordTokenizer,
        maximumModelLength: Int,
        readsBlocks: Bool = false
    ) throws(APIError) {
        self.api = api
        stream = try Self.bool(body, "stream", in: "stream")
        includeUsage = try Self.bool(body["stream_options"] ?? .null, "include_usage", in: "stream_options")
        let choices = try Self.integer(body, "n") ?? 1
        guard choices == 1 else { throw .wrongType(field: "n", expected: "1, as only one answer is simulated") }

        switch body["temperature"] ?? .null {
        case .null: break
        case .integer(let value) where value >= 0: break
        case .number(let value) where value >= 0 && value.isFinite: break
        default: throw .wrongType(field: "temperature", expected: "a number that is not negative")
        }
        switch body["logprobs"] ?? .null {
        case .null, .bool(false): break
        default: throw .wrongType(field: "logprobs", expected: "left out, as no probabilities are simulated")
        }

        let newer = try Self.integer(body, "max_completion_tokens")
        let older = try Self.integer(body, "max_tokens")
        outputTokens = newer ?? older ?? Self.defaultOutputTokens[api, default: 16]
        guard outputTokens >= 1 else { throw .tooFewTokens(outputTokens) }
        guard outputTokens <= maximumModelLength else {
            throw .tooManyTokens(outputTokens, limit: maximumModelLength)
        }
        let prompt = try Self.prompt(body, api, tokenizer)
        if readsBlocks {
            let salt = try Self.salt(body)
            let tokens = prompt.tokens(tokenizer)
            promptTokens = tokens.count
            blocks = PrefixCache.blocks(of: tokens, salt: salt)
        } else {
            promptTokens = prompt.count(tokenizer)
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

    private enum Prompt {
        case text(String)
        case tokens([Int])

        func count(_ tokenizer: WordTokenizer) -> Int {
            switch self {
            case .text(let text): tokenizer.count(text)
            case .tokens(let tokens): tokens.count
            }
        }

        func tokens(_ tokenizer: WordTokenizer) -> [Int] {
            switch self {
            case .text(let text): tokenizer.encode(text)
            case .tokens(let tokens): tokens
            }
        }
    }

    /// Messages, or a prompt that is a string, token ids, or an array that holds one of either.
    private static func prompt(_ body: JSONValue, _ api: API, _ tokenizer: WordTokenizer) throws(APIError) -> Prompt {
        if api == .chat { return .text(tokenizer.render(try messages(body), generationPrompt: true)) }
        guard var prompt = body["prompt"], prompt != .null else { throw .missing(field: "prompt") }
        if let only = prompt.array?.first, only.int == nil, prompt.array?.count == 1 { prompt = only }
        if let text = prompt.string { return .text(text) }
        let tokens = prompt.array?.compactMap(\.int)
        guard let tokens, tokens.count == prompt.array?.count else {
            throw .wrongType(field: "prompt", expected: "one string or one array of token ids")
        }
        return .tokens(tokens)
    }

    /// What keeps equal prompts of different users apart in a prefix cache. Empty when absent or null.
    private static func salt(_ body: JSONValue) throws(APIError) -> String {
        guard let value = body["cache_salt"], value != .null else { return "" }
        guard let salt = value.string, !salt.isEmpty else {
            throw .wrongType(field: "cache_salt", expected: "a string that is not empty")
        }
        return salt
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
