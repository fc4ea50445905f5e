/// What the members of a request body stand for, where that decides whether a difference is one.
package enum BodyField {
    /// What the server fills in from the model's `generation_config.json` when the request does not say, so that absent is
    /// never known to be the neutral value: `available_params` in `ModelConfig.get_diff_sampling_params` and
    /// `to_sampling_params` ("user -> server default -> OpenAI default") of vLLM 0.32.0. The published comparison's own
    /// log has `repetition_penalty=1.1` for requests that sent none.
    static let serverDefaults: Set<String> = [
        "temperature", "top_p", "top_k", "min_p", "repetition_penalty", "presence_penalty", "frequency_penalty",
    ]

    /// Values that mean the same as no value at all, whatever the server's settings: defaults of the fields of vLLM
    /// 0.32.0's `ChatCompletionRequest` and `CompletionRequest`, and of OpenAI's API for those that it has.
    static let neutral: [String: [JSONValue]] = [
        "n": [1], "stream": [false, .null], "stream_options": [.null], "logprobs": [false, .null],
        "top_logprobs": [0, .null], "prompt_logprobs": [.null], "logit_bias": [.null], "stop": [[], .null],
        "stop_token_ids": [[], .null], "seed": [.null], "ignore_eos": [false], "min_tokens": [0],
        "echo": [false, .null],
        "suffix": [.null], "skip_special_tokens": [true], "spaces_between_special_tokens": [true],
        "max_tokens": [.null], "max_completion_tokens": [.null], "temperature": [.null], "top_p": [.null],
        "top_k": [.null], "min_p": [.null], "repetition_penalty": [.null],
        "presence_penalty": [.null], "frequency_penalty": [.null],
    ]

    /// Made anew for every run or request, or naming its sender; none changes what is generated.
    static let perRun: Set<String> = ["cache_salt", "user", "request_id", "metadata", "safety_identifier"]

    /// The two names of the most tokens that an answer may have.
    static let limits: Set<String> = ["max_tokens", "max_completion_tokens"]

    static let lengths: Set<String> = ["max_tokens", "max_completion_tokens", "min_tokens", "ignore_eos"]

    static let sampling = serverDefaults.union([
        "seed", "stop", "stop_token_ids", "logit_bias", "bad_words", "length_penalty", "use_beam_search", "best_of",
        "n",
    ])

    /// What accepts a difference of the member of that name.
    static func allowance(of name: String) -> Approximation {
        if lengths.contains(name) { return .lengths }
        return sampling.contains(name) ? .sampling : .work
    }

    /// The text of a `content`, and how it is written. Nil for anything else, such as several parts.
    static func text(of content: JSONValue) -> (text: String, form: String)? {
        if let text = content.string { return (text, "a string") }
        guard let parts = content.array, parts.count == 1, case .object(let part)? = parts.first, part.count == 2,
            part["type"]?.string == "text", let text = part["text"]?.string
        else { return nil }
        return (text, "one text part")
    }
}
