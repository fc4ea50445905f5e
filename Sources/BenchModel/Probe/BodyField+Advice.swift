extension BodyField {
    /// The recipe's key of each member of a body that has one. Nil: Concord sets the member by itself.
    package static let recipeKeys: [String: String?] = [
        "model": "model.served_name", "messages": nil, "prompt": nil, "stream": nil, "stream_options": nil,
        "max_tokens": "workload.output_tokens", "max_completion_tokens": "workload.output_tokens",
        "ignore_eos": "workload.ignore_eos", "temperature": "workload.temperature", "top_p": "workload.top_p",
        "top_k": "workload.top_k", "min_p": "workload.min_p",
        "repetition_penalty": "workload.repetition_penalty", "presence_penalty": "workload.presence_penalty",
        "frequency_penalty": "workload.frequency_penalty", "stop": "workload.stop", "seed": "workload.seed",
    ]

    /// What to do about a member that a server does not take, as a sentence.
    /// - Parameter isSent: Whether the request had it.
    static func advice(on name: String, of tool: ToolID, recipe: Recipe, isSent: Bool) -> String {
        let workload = recipe.workload
        if workload.extraBody[name] != nil {
            return "'\(name)' stands in the recipe's workload.extra_body: take it out there."
        }
        switch name {
        case "max_tokens", "max_completion_tokens":
            return
                "'\(name)' is how \(tool) sends workload.output_tokens in api: \(recipe.api.rawValue), and no key of the "
                + "recipe gives it another name: leave \(tool) out (--tools), or try the other api."
        case "messages", "prompt":
            return "'\(name)' is the prompt: see workload.input_tokens, and api: \(recipe.api.rawValue)."
        case "model": return "'model' is the recipe's model.served_name, or model.name without one."
        case "stream", "stream_options":
            return "'\(name)' is in every request that is measured, and no key of the recipe takes it out."
        default: break
        }
        guard let key = recipeKeys[name] ?? nil else {
            return isSent
                ? "'\(name)' is in no key of the recipe: \(tool) sends it by itself (tools.\(tool).extra_arguments can change it)."
                : "The server names '\(name)', which \(tool) did not send."
        }
        let isAsked =
            switch name {
            case "ignore_eos": workload.ignoreEOS
            case "stop": !workload.stop.isEmpty
            case "temperature": workload.temperature != nil
            case "top_p": workload.topP != nil
            case "top_k": workload.topK != nil
            case "min_p": workload.minP != nil
            case "repetition_penalty": workload.repetitionPenalty != nil
            case "presence_penalty": workload.presencePenalty != nil
            case "frequency_penalty": workload.frequencyPenalty != nil
            case "seed": workload.seed != nil
            default: false
            }
        guard isAsked else {
            return isSent
                ? "'\(name)' is \(key) in the recipe, which does not ask for it: \(tool) sends it by itself."
                : "'\(name)' is \(key) in the recipe."
        }
        let none = name == "ignore_eos" ? "false" : name == "stop" ? "[]" : "null"
        return
            "'\(name)' is \(key) in the recipe: --set \(key)=\(none) leaves it out, or give it a value that the server takes."
    }

    /// What to do about a refusal that names no member. Nil where there is nothing to advise.
    static func advice(onStatus status: Int?, workload: Workload) -> String? {
        switch status {
        case 401, 403:
            workload.apiKeyVariable.map { "The API key comes from the variable \($0) (workload.api_key_env)." }
                ?? "It may want an API key: workload.api_key_env names the variable that holds one."
        case 404, 405: "It may not have this path or model: see server.url, api and model.name."
        case 429: "It limits requests: lower workload.concurrency or workload.rate."
        default: nil
        }
    }
}
