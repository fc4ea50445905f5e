import BenchModel

extension EvalscopeTranslation {
    /// Which server, which model and by which protocol.
    mutating func addServer() {
        arguments.add("--model", job.recipe.model.requestName)
        arguments.add("--url", job.baseURL + job.recipe.api.path)
        arguments.add("--api", "openai")
    }

    /// What is sent and how much is asked for.
    mutating func addPrompts() throws(TranslationError) {
        if job.recipe.api == .completions, release.breaksOnCompletions {
            throw error(
                "api",
                "fails on every streamed answer of /v1/completions",
                remedy: "Use api: chat, or evalscope 1.3.0 or newer."
            )
        }
        switch workload.prompts {
        case .own: try addOwnPrompts()
        case .shared, .file: try addPromptFile()
        }
        if let tokenizer = job.tokenizer, [".", "/", "~"].contains(tokenizer.prefix(1)) {
            env["HF_HUB_OFFLINE"] = "1"
            env["TRANSFORMERS_OFFLINE"] = "1"
        }
    }

    private mutating func addOwnPrompts() throws(TranslationError) {
        guard let tokenizer = job.tokenizer else {
            throw error(
                "model.tokenizer",
                "needs a tokenizer to make random prompts",
                remedy: "Set model.tokenizer to the folder or hub id of the model's tokenizer."
            )
        }
        let template = try templateTokens()
        arguments.add("--dataset", "random")
        arguments.add("--max-tokens", all: try outputRange().map { String($0) })
        arguments.add("--prefix-length", workload.prefixTokens)
        let input = range(of: workload.inputTokens)
        arguments.add("--min-prompt-length", input.lowerBound + template)
        arguments.add("--max-prompt-length", input.upperBound + template)
        arguments.add("--tokenizer-path", tokenizer)
        notes.append(
            release.sendsSeedZero
                ? "Its prompts are the same on every run, whatever workload.prompt_seed says."
                : "Its prompts are drawn anew on every run: workload.prompt_seed has no effect."
        )
        describeInput(template: template)
    }

    /// Added to the prompt lengths so that the server counts them on top of the template's own tokens.
    private func templateTokens() throws(TranslationError) -> Int {
        guard workload.lengths == .aligned, job.recipe.api == .chat else { return 0 }
        guard let tokens = job.templateTokens else {
            throw error(
                "workload.lengths",
                "takes prompt lengths with the chat template's tokens in them, and these have not been measured",
                remedy: "Use lengths: nominal, or a server whose usage or /tokenize tells them."
            )
        }
        return tokens
    }

    private mutating func addPromptFile() throws(TranslationError) {
        guard let file = job.promptFile else {
            throw error("workload.prompts", "gets its prompts from a file, which has not been made")
        }
        let stem = file.hasSuffix(".jsonl") ? String(file.dropLast(6)) : file
        var path = stem + ".txt"
        var output = [workload.outputTokens]
        if range(of: workload.outputTokens).count > 1, release.honoursBodyLines {
            path = stem + ".bodies.jsonl"
        } else {
            output = try outputRange(isOrdered: true)
            if release.parsesPromptLines {
                notes.append("A prompt that is itself JSON, such as a bare number, is not sent as text.")
            }
            notes.append("Prompts are sent without blanks at their ends and cannot hold line breaks.")
        }
        arguments.add("--dataset", "line_by_line")
        arguments.add("--max-tokens", all: output.map { String($0) })
        // The bounds are those that let every prompt pass; with a tokenizer they are tokens, without one characters.
        arguments.add("--min-prompt-length", 0)
        arguments.add("--max-prompt-length", 131_072)
        if let tokenizer = job.tokenizer { arguments.add("--tokenizer-path", tokenizer) }
        arguments.add("--dataset-path", path)
        expectedInput = "As many prompt tokens as the prompt file gives each request, the chat template's included."
    }

    /// One number, or the two ends of the range from which a release draws.
    /// - Parameter isOrdered: Each request has a length of its own, which drawing anew would not keep.
    private mutating func outputRange(isOrdered: Bool = false) throws(TranslationError) -> [Int] {
        let output = range(of: workload.outputTokens)
        guard output.count > 1 else { return [workload.outputTokens] }
        if release.hasOutputRange, !isOrdered { return [output.lowerBound, output.upperBound] }
        try approximate(
            .lengths,
            "workload.range_ratio",
            isOrdered ? "cannot give each prompt of a file its own output length" : "cannot vary output lengths",
            instead: "Every request asks for \(workload.outputTokens) output tokens instead of "
                + "\(output.lowerBound) to \(output.upperBound).",
            remedy: "Set workload.range_ratio to 0, or use evalscope \(isOrdered ? "1.9.1" : "1.7.1") or newer."
        )
        return [workload.outputTokens]
    }

    /// Whole lengths from L(1 - r) to L(1 + r), at least 1.
    private func range(of length: Int) -> ClosedRange<Int> {
        guard workload.rangeRatio > 0 else { return length...length }
        let width = Double(length) * workload.rangeRatio
        let lower = max(1, Int((Double(length) - width).rounded(.down)))
        return lower...max(lower, Int((Double(length) + width).rounded(.up)))
    }

    private mutating func describeInput(template: Int) {
        let input = range(of: workload.inputTokens)
        let lower = input.lowerBound + template + workload.prefixTokens
        let upper = input.upperBound + template + workload.prefixTokens
        let count = lower == upper ? "\(lower)" : "\(lower) to \(upper)"
        guard job.recipe.api == .chat else {
            expectedInput = "\(count) prompt tokens a request, plus a start token if the server adds one."
            return
        }
        let miscount =
            release.miscountsTemplateTokens
            ? " With transformers 5 installed it is the template's tokens less two more." : ""
        expectedInput = "\(count) prompt tokens a request, the chat template's included, give or take one.\(miscount)"
    }
}
