import BenchModel

/// The JSON of one answer, field by field as vLLM 0.32 writes it.
struct AnswerText: Sendable {
    let api: API
    let id: String
    /// Unix time in seconds.
    let created: Int
    let model: String
    let promptTokens: Int
    let outputTokens: Int
    let includeUsage: Bool

    private static let fingerprint = #""system_fingerprint":"concord""#

    init(_ request: GenerationRequest, id: String, created: Int, model: String) {
        api = request.api
        self.id = id
        self.created = created
        self.model = model
        promptTokens = request.promptTokens
        outputTokens = request.outputTokens
        includeUsage = request.includeUsage
    }

    var words: AnswerWords { AnswerWords(promptTokens: promptTokens) }

    /// Nil for completions, which have no roles.
    var roleEvent: String? {
        guard api == .chat else { return nil }
        let choice =
            #"{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}"#
        return
            #"{\#(envelope("chat.completion.chunk")),"choices":[\#(choice)],"prompt_token_ids":null,"prompt_text":null}"#
    }

    /// One token. The last one tells why the answer ends, and closes the stream when no usage follows.
    /// - Parameter field: where a chat answer has its text: `content` or `reasoning`.
    func tokenEvent(_ text: String, last: Bool, field: String = "content") -> String {
        let reason = last ? #""length""# : "null"
        let fingerprint = last && !includeUsage ? ",\(Self.fingerprint)" : ""
        switch api {
        case .chat:
            let stop = last ? #","stop_reason":null"# : ""
            return #"{\#(envelope("chat.completion.chunk")),"choices":[{"index":0,"delta":{"\#(field)":"\#(text)"},"#
                + #""logprobs":null,"finish_reason":\#(reason)\#(stop),"token_ids":null}]\#(fingerprint)}"#
        case .completions:
            return #"{\#(envelope("text_completion")),"choices":[{"index":0,"text":"\#(text)","logprobs":null,"#
                + #""finish_reason":\#(reason),"stop_reason":null,"prompt_token_ids":null,"token_ids":null}]"#
                + fingerprint + "}"
        }
    }

    /// Nil unless the request asked for it.
    var usageEvent: String? {
        guard includeUsage else { return nil }
        let object = api == .chat ? "chat.completion.chunk" : "text_completion"
        return #"{\#(envelope(object)),"choices":[],"usage":{\#(usage)},\#(Self.fingerprint)}"#
    }

    /// The body of an answer that is not streamed.
    var wholeBody: String {
        let text = (0..<outputTokens).map(words.text).joined()
        let choice =
            switch api {
            case .chat:
                #"{"index":0,"message":{"role":"assistant","content":"\#(text)","refusal":null,"annotations":null,"#
                    + #""audio":null,"function_call":null,"reasoning":null},"logprobs":null,"finish_reason":"length","#
                    + #""stop_reason":null,"token_ids":null,"routed_experts":null}"#
            case .completions:
                #"{"index":0,"text":"\#(text)","logprobs":null,"finish_reason":"length","stop_reason":null,"#
                    + #""token_ids":null,"prompt_logprobs":null,"prompt_token_ids":null,"routed_experts":null}"#
            }
        let usage = #"{\#(usage),"prompt_tokens_details":null,"completion_tokens_details":null}"#
        let start = #"{\#(envelope(api == .chat ? "chat.completion" : "text_completion")),"choices":[\#(choice)],"#
        let middle = #""service_tier":null,\#(Self.fingerprint),"usage":\#(usage),"#
        let prompt = #""prompt_logprobs":null,"prompt_token_ids":null,"prompt_text":null,"#
        return start + middle + (api == .chat ? prompt : "")
            + #""kv_transfer_params":null,"ec_transfer_params":null,"metrics":null}"#
    }

    private func envelope(_ object: String) -> String {
        #""id":\#(JSONText.quoted(id)),"object":"\#(object)","created":\#(created),"model":\#(JSONText.quoted(model))"#
    }

    /// The members of the usage object.
    var usage: String {
        """
        "prompt_tokens":\(promptTokens),"total_tokens":\(promptTokens + outputTokens),\
        "completion_tokens":\(outputTokens)
        """
    }
}
