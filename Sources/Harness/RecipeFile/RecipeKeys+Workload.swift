import BenchModel

extension RecipeKeys {
    var workload: RecipeForm<Workload> { .record(Workload(), amounts + arrivals + sampling + requests) }

    private var amounts: [RecipeKey<Workload>] {
        [
            RecipeKey(
                "prompts",
                \.prompts,
                .choice,
                "own: each tool draws its own; shared: every tool sends the same; file: the user's."
            ),
            RecipeKey(
                "lengths",
                \.lengths,
                .choice,
                "With own prompts: nominal gives every tool the same numbers, aligned gives the server the same lengths."
            ),
            RecipeKey("file", \.file, .orNull(.text), "JSONL with prompts: file, relative to the recipe's folder."),
            RecipeKey(
                "input_tokens",
                \.inputTokens,
                .integer(.tokens),
                "Prompt tokens a request, prefix not counted."
            ),
            RecipeKey("output_tokens", \.outputTokens, .integer(.tokens), "Most output tokens a request."),
            RecipeKey(
                "prefix_tokens",
                \.prefixTokens,
                .integer(.prefixTokens),
                "Tokens of a prefix that all prompts share."
            ),
            RecipeKey(
                "range_ratio",
                \.rangeRatio,
                .number(.rangeRatio),
                "Lengths L are drawn from L(1 - r) to L(1 + r)."
            ),
            RecipeKey("prompt_seed", \.promptSeed, .integer(.promptSeed), "Seeds prompts and arrivals; never sent."),
        ]
    }

    private var arrivals: [RecipeKey<Workload>] {
        [
            RecipeKey("requests", \.requests, .integer(.requests), "Requests a run, warm-up not counted."),
            RecipeKey(
                "concurrency",
                \.concurrency,
                .orWord("unlimited", .integer(.concurrency)),
                "Requests under way at once; unlimited needs a rate."
            ),
            RecipeKey(
                "rate",
                \.rate,
                .orWord("unlimited", .number(.rate)),
                "Requests per second, open loop; unlimited sends a request as soon as a slot is free."
            ),
            RecipeKey(
                "ramp_up_strategy",
                \.rampUpStrategy,
                .orNull(.choice),
                "Open loop whose rate rises over the run, with the two keys below and instead of rate."
            ),
            RecipeKey(
                "ramp_up_start_rps",
                \.rampUpStartRPS,
                .orNull(.number(.rate)),
                "Requests per second at the first request."
            ),
            RecipeKey(
                "ramp_up_end_rps",
                \.rampUpEndRPS,
                .orNull(.number(.rate)),
                "Requests per second at the last request."
            ),
            RecipeKey(
                "burstiness",
                \.burstiness,
                .number(.burstiness),
                "With a rate or a ramp-up: shape of the gamma-distributed gaps; 1 is Poisson, above is more regular."
            ),
        ]
    }

    private var sampling: [RecipeKey<Workload>] {
        let share = RecipeBounds(from: 0, through: 1)
        let penalty = RecipeBounds(from: -2, through: 2)
        return [
            RecipeKey("ignore_eos", \.ignoreEOS, .flag, "Ask the server for exactly output_tokens tokens."),
            RecipeKey(
                "temperature",
                \.temperature,
                .orNull(.number(.atLeast(0))),
                "0 is greedy. Null: left to each tool's habit; what each one does, its plan says."
            ),
            RecipeKey("top_p", \.topP, .orNull(.number(RecipeBounds(above: 0, through: 1))), "Null: not sent."),
            RecipeKey("top_k", \.topK, .orNull(.integer(.atLeast(-1))), "0 and -1 keep all tokens. Null: not sent."),
            RecipeKey("min_p", \.minP, .orNull(.number(share)), "Null: not sent."),
            RecipeKey("repetition_penalty", \.repetitionPenalty, .orNull(.number(.positive)), "Null: not sent."),
            RecipeKey("presence_penalty", \.presencePenalty, .orNull(.number(penalty)), "Null: not sent."),
            RecipeKey("frequency_penalty", \.frequencyPenalty, .orNull(.number(penalty)), "Null: not sent."),
            RecipeKey(
                "stop",
                \.stop,
                .either(RecipeForm<String>.text.mapped { text, _, _ in [text] }, RecipeForm<String>.list(of: .text)),
                "Text, or a list of texts, at which the answer ends."
            ),
            RecipeKey("seed", \.seed, .orNull(.integer(.any)), "The sampling seed in the body. Null: not sent."),
        ]
    }

    private var requests: [RecipeKey<Workload>] {
        [
            RecipeKey("extra_body", \.extraBody, .body, "Merged into every request body, last."),
            RecipeKey(
                "headers",
                \.headers,
                RecipeForm<String>.dictionary(of: .text, names: .headerName),
                "Sent with every request. ${NAME} stands for an environment variable; values are masked in results."
            ),
            RecipeKey(
                "api_key_env",
                \.apiKeyVariable,
                .orNull(.variable),
                "Environment variable that holds the API key."
            ),
        ]
    }
}

extension RecipeForm<String> {
    fileprivate static var headerName: RecipeForm {
        RecipeForm(.text) { value, reading in
            guard case .scalar(let name, _) = value.node.content else { return nil }
            // A tool would take one that begins with a dash for an option.
            if name.wholeMatch(of: /[A-Za-z0-9!#$%&'*+.^_`|~][A-Za-z0-9!#$%&'*+.^_`|~-]*/) != nil { return name }
            reading.note(.headerName(name), value)
            return nil
        }
    }
}

extension RecipeForm<[String: JSONValue]> {
    /// Anything, except what a key of the recipe is there for and what Concord must set itself.
    fileprivate static var body: RecipeForm {
        RecipeForm(.body) { value, reading in
            if value.node.isNull { return [:] }
            guard case .map(let entries) = value.node.content else {
                reading.mismatch(value, .body)
                return nil
            }
            for entry in entries {
                guard let key = BodyField.recipeKeys[entry.key] else { continue }
                reading.note(.bodyKeyTaken(entry.key, by: key), at: entry.place, path: value.path(of: entry.key))
            }
            return Dictionary(entries.map { ($0.key, $0.value.json) }) { $1 }
        }
    }
}
