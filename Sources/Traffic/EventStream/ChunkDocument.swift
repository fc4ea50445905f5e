import BenchModel

/// Reads a message through a full JSON parse: slower than `ChunkScanner`, decides everything that the scanner leaves open.
enum ChunkDocument {
    static func message(in bytes: [UInt8]) -> StreamMessage {
        if bytes.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) { return .chunk(ChunkFacts()) }
        guard let value = try? JSONReader.value(bytes, replacesSurrogates: true) else {
            return .malformed("not JSON: \(excerpt(bytes))")
        }
        guard case .object(let members) = value else { return .malformed("not a JSON object: \(excerpt(bytes))") }
        if let text = errorText(in: members) { return .inBandError(text) }
        var facts = ChunkFacts()
        switch members["choices"] {
        case nil, .null: break
        case .array(let choices):
            facts.hasChoices = !choices.isEmpty
            for choice in choices {
                guard case .object(let parts) = choice else { return .malformed("a choice is no object") }
                let delta = parts["delta"] ?? parts["message"] ?? .null
                facts.carriesOutput = facts.carriesOutput || carriesOutput(delta) || hasText(parts["text"])
                facts.isFinished = facts.isFinished || parts["finish_reason"].map { $0 != .null } ?? false
            }
        default: return .malformed("choices is no array")
        }
        switch members["usage"] {
        case nil, .null: break
        case .object(let counts):
            guard let usage = usage(counts) else {
                return .malformed("usage holds other than whole numbers from 0 to \(TokenCount.limit)")
            }
            facts.usage = usage
        default: return .malformed("usage is no object")
        }
        return .chunk(facts)
    }

    private static func errorText(in members: [String: JSONValue]) -> String? {
        let error: JSONValue
        if let value = members["error"], value != .null {
            error = value
        } else if members["object"] == .string("error") {
            error = .object(members)
        } else {
            return nil
        }
        return error["message"]?.string ?? error.string ?? "an error without a message"
    }

    private static func carriesOutput(_ delta: JSONValue) -> Bool {
        if ["content", "reasoning", "reasoning_content"].contains(where: { hasText(delta[$0]) }) { return true }
        let calls = (delta["tool_calls"]?.array ?? []).compactMap { $0["function"] } + [delta["function_call"] ?? .null]
        return calls.contains { hasText($0["name"]) || hasText($0["arguments"]) }
    }

    /// Whether a string anywhere in the value is not empty: content may be a list of typed parts.
    private static func hasText(_ value: JSONValue?) -> Bool {
        switch value {
        case .string(let text): !text.isEmpty
        case .array(let parts): parts.contains { $0["text"].map(hasText) ?? hasText($0["thinking"]) }
        default: false
        }
    }

    /// Nil when a count is there and can be none.
    private static func usage(_ counts: [String: JSONValue]) -> TokenUsage? {
        var usage = TokenUsage()
        for (key, path) in [("prompt_tokens", \TokenUsage.promptTokens), ("completion_tokens", \.completionTokens)] {
            guard let value = counts[key], value != .null else { continue }
            guard let number = value.int, TokenCount.isPossible(number) else { return nil }
            usage[keyPath: path] = number
        }
        // What is odd about a detail makes no chunk worthless.
        let cached = counts["prompt_tokens_details"]?["cached_tokens"]?.int
        usage.cachedTokens = cached.flatMap { TokenCount.isPossible($0) ? $0 : nil }
        return usage
    }

    private static func excerpt(_ bytes: [UInt8]) -> String { String(decoding: bytes.prefix(200), as: UTF8.self) }
}
