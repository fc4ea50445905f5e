package import BenchModel

/// The JSON body of a request, with its keys in alphabetic order so that equal requests are equal bytes.
package enum RequestBody {
    /// The fields that vLLM's benchmark client means: one user message with plain text, or a prompt; the maximum as
    /// `max_completion_tokens` or `max_tokens`; a usage chunk asked for when streaming.
    /// - Parameters:
    ///   - temperature: This and everything else that is nil, empty or false is not sent.
    ///   - extraBody: Merged last: its members replace others of their name.
    package static func encode(
        model: String,
        prompt: String,
        isChat: Bool,
        maxTokens: Int,
        temperature: Double? = nil,
        topP: Double? = nil,
        topK: Int? = nil,
        minP: Double? = nil,
        repetitionPenalty: Double? = nil,
        presencePenalty: Double? = nil,
        frequencyPenalty: Double? = nil,
        stop: [String] = [],
        seed: Int? = nil,
        ignoreEOS: Bool = false,
        stream: Bool = true,
        cacheSalt: String? = nil,
        extraBody: [String: JSONValue] = [:]
    ) -> [UInt8] {
        var members: [String: JSONValue] = ["model": .string(model), "stream": .bool(stream)]
        if isChat {
            members["messages"] = .array([.object(["role": .string("user"), "content": .string(prompt)])])
            members["max_completion_tokens"] = .integer(maxTokens)
        } else {
            members["prompt"] = .string(prompt)
            members["max_tokens"] = .integer(maxTokens)
        }
        if stream { members["stream_options"] = .object(["include_usage": .bool(true)]) }
        members["temperature"] = temperature.map(JSONValue.number)
        members["top_p"] = topP.map(JSONValue.number)
        members["top_k"] = topK.map(JSONValue.integer)
        members["min_p"] = minP.map(JSONValue.number)
        members["repetition_penalty"] = repetitionPenalty.map(JSONValue.number)
        members["presence_penalty"] = presencePenalty.map(JSONValue.number)
        members["frequency_penalty"] = frequencyPenalty.map(JSONValue.number)
        members["stop"] = stop.isEmpty ? nil : .array(stop.map(JSONValue.string))
        members["seed"] = seed.map(JSONValue.integer)
        members["ignore_eos"] = ignoreEOS ? .bool(true) : nil
        members["cache_salt"] = cacheSalt.map(JSONValue.string)
        members.merge(extraBody) { $1 }
        return JSONText.bytes(.object(members))
    }
}
