import BenchModel

/// Translates one recipe into one command line of `vllm bench serve`, in the order in which its users write it.
struct VLLMPlanner {
    static let resultFile = "result.json"

    private let job: ToolJob
    private let features: VLLMFeatures
    private var arguments: ArgumentList
    private var notes: [String] = []
    private var body: [String: JSONValue] = [:]
    private let headers: HeaderWords

    private var workload: Workload { job.recipe.workload }
    private var ownPrompts: Bool { workload.prompts == .own }
    private var hasKey: Bool { job.apiKey != nil || workload.apiKeyVariable != nil }

    init(_ job: ToolJob, version: ToolVersion) throws(TranslationError) {
        guard version >= VLLMBench.oldest else {
            throw TranslationError(
                tool: VLLMBench.toolID,
                version: version,
                key: "tools.version",
                problem: "is older than \(VLLMBench.oldest), the oldest version that is known",
                remedy: "Use vllm \(VLLMBench.oldest) or newer."
            )
        }
        self.job = job
        features = VLLMFeatures(version: version)
        headers = HeaderWords(job.recipe.workload.headers)
        arguments = ArgumentList(command: try Self.command(of: job, version: version, headers: headers))
    }

    /// With secret headers the tool is started through its Python, which fills them in.
    private static func command(
        of job: ToolJob,
        version: ToolVersion,
        headers: HeaderWords
    ) throws(TranslationError) -> [String] {
        let command = job.command.isEmpty ? ["vllm", "bench", "serve"] : job.command
        guard !headers.variables.isEmpty else { return command }
        let shim = PythonShim(executable: "vllm", module: "vllm.entrypoints.cli.main", function: "main")
        if let wrapped = shim.wrap(command, variables: headers.variables) { return wrapped }
        throw TranslationError(
            tool: VLLMBench.toolID,
            version: version,
            key: "workload.headers",
            problem: "takes headers from its command line only, which every user of the machine can read",
            remedy: "Name vllm by its full path, so that it can be started through the Python beside it."
        )
    }

    mutating func plan() throws(TranslationError) -> ToolPlan {
        notes = features.notes(
            chat: job.recipe.api == .chat,
            hasKey: hasKey,
            hasRate: workload.rate != nil,
            rampsUp: workload.rampUp != nil
        )
        try addLoad()
        addServer()
        try addPrompts()
        if let tokenizer = job.tokenizer { arguments.add("--tokenizer", tokenizer) }
        arguments.add("--endpoint", job.recipe.api.path)
        if workload.ignoreEOS { arguments.add("--ignore-eos") }
        try addSampling()
        try addBody()
        try addHeaders()
        addResult()
        arguments.append(job.choice.extraArguments)
        var plan = ToolPlan(
            tool: VLLMBench.toolID,
            version: features.version,
            argv: arguments.words,
            env: environment,
            notes: notes
        )
        plan.expectedInput = VLLMExpectedInput(job).sentence
        return plan
    }

    private mutating func addLoad() throws(TranslationError) {
        arguments.add("--max-concurrency", workload.concurrency)
        arguments.add("--num-prompts", workload.requests)
        if let rampUp = workload.rampUp { try addRampUp(rampUp) }
        if let rate = workload.rate { arguments.add("--request-rate", rate) }
        guard workload.isOpenLoop, workload.burstiness != 1 else { return }
        if workload.burstiness.isInfinite, !features.allowsInfiniteBurstiness {
            try deviate("workload.burstiness", "cannot send at constant gaps", since: "0.11.1", allowance: .arrivals)
        } else {
            arguments.add("--burstiness", workload.burstiness)
        }
    }

    private mutating func addRampUp(_ rampUp: RampUp) throws(TranslationError) {
        arguments.add("--ramp-up-strategy", rampUp.strategy.rawValue)
        arguments.add("--ramp-up-start-rps", try wholeRate("workload.ramp_up_start_rps", rampUp.start))
        arguments.add("--ramp-up-end-rps", try wholeRate("workload.ramp_up_end_rps", rampUp.end))
    }

    private mutating func wholeRate(_ key: String, _ rate: Double) throws(TranslationError) -> Int {
        let whole = max(1, rate.rounded())
        guard rate == whole || job.recipe.allow.contains(.arrivals) else {
            throw TranslationError(
                tool: VLLMBench.toolID,
                version: features.version,
                key: key,
                problem: "ramps up between whole numbers of requests per second only",
                remedy: "Use a whole number, or allow '\(Approximation.arrivals.rawValue)'.",
                allowance: .arrivals
            )
        }
        if rate != whole { notes.append("'\(key)' is \(ArgumentList.text(whole)) instead of \(rate).") }
        return Int(whole)
    }

    private mutating func addServer() {
        if let address = VLLMServerAddress(plain: job.baseURL) {
            arguments.add("--host", address.host)
            arguments.add("--port", address.port)
        } else {
            arguments.add("--base-url", job.baseURL.hasSuffix("/") ? String(job.baseURL.dropLast()) : job.baseURL)
        }
        arguments.add(features.protocolFlag, job.recipe.api == .chat ? "openai-chat" : "openai")
        arguments.add("--model", job.recipe.model.name)
        if let served = job.recipe.model.servedName { arguments.add("--served-model-name", served) }
    }

    private mutating func addPrompts() throws(TranslationError) {
        if ownPrompts {
            arguments.add("--dataset-name", "random")
            arguments.add("--random-input-len", workload.inputTokens)
            arguments.add("--random-output-len", workload.outputTokens)
            if workload.prefixTokens > 0 { arguments.add("--random-prefix-len", workload.prefixTokens) }
            if workload.rangeRatio > 0 { arguments.add("--random-range-ratio", workload.rangeRatio) }
        } else {
            // Versions 0.11.0 to 0.19 refuse --dataset-path before --dataset-name.
            arguments.add("--dataset-name", "custom")
            arguments.add("--dataset-path", job.promptFile ?? workload.file ?? "prompts.jsonl")
            try addOutputLength()
            arguments.add(features.skipTemplateFlag)
            if features.canKeepOrder {
                arguments.add("--disable-shuffle")
            } else {
                try deviate(
                    "workload.prompts",
                    "cannot send the prompts in the order of the file: it shuffles them, always in the same way",
                    since: "0.11.1",
                    allowance: .arrivals
                )
            }
            if features.hasNoOversample { arguments.add("--no-oversample") }
        }
        if workload.promptSeed != 0 { arguments.add("--seed", workload.promptSeed) }
    }

    private mutating func addOutputLength() throws(TranslationError) {
        guard workload.rangeRatio > 0, !features.readsOutputLengths else {
            arguments.add("--custom-output-len", workload.rangeRatio > 0 ? -1 : workload.outputTokens)
            return
        }
        try deviate(
            "workload.range_ratio",
            "cannot vary the output length of prompts that come from a file",
            since: "0.14.0",
            allowance: .lengths
        )
        arguments.add("--custom-output-len", workload.outputTokens)
    }

    private mutating func addSampling() throws(TranslationError) {
        arguments.add("--temperature", workload.temperature)
        if workload.temperature == nil {
            notes.append(
                features.sendsTemperatureZero
                    ? "Sends 'temperature: 0.0', which the recipe does not ask for."
                    : "Sends no temperature: the server's own default applies."
            )
        }
        arguments.add("--top-p", workload.topP)
        arguments.add("--top-k", workload.topK)
        arguments.add("--min-p", workload.minP)
        let penalties = [
            ("repetition", workload.repetitionPenalty), ("presence", workload.presencePenalty),
            ("frequency", workload.frequencyPenalty),
        ]
        for (name, value) in penalties {
            guard let value else { continue }
            let isSentAnyway = job.recipe.api == .completions && name == "repetition" && value == 1
            if features.hasPenaltyFlags {
                arguments.add("--\(name)-penalty", value)
            } else if !isSentAnyway {
                try refuse("workload.\(name)_penalty")
            }
        }
    }

    private mutating func addBody() throws(TranslationError) {
        if let seed = workload.seed { body["seed"] = .integer(seed) }
        if !workload.stop.isEmpty { body["stop"] = .array(workload.stop.map { .string($0) }) }
        if ownPrompts, !workload.ignoreEOS, features.forcesIgnoreEOS { body["ignore_eos"] = .bool(false) }
        if let salt = job.cacheSalt { body["cache_salt"] = .string(salt) }
        body.merge(workload.extraBody) { _, users in users }
        guard !body.isEmpty else { return }
        guard !features.hasExtraBody else {
            arguments.add("--extra-body", json: .object(body))
            return
        }
        if workload.seed != nil { try refuse("workload.seed") }
        if !workload.stop.isEmpty { try refuse("workload.stop") }
        if !workload.extraBody.isEmpty { try refuse("workload.extra_body") }
        if job.cacheSalt != nil {
            // Not the user's wish but the harness's, which no recipe key could take back.
            notes.append("Cannot send 'cache_salt': a prefix cache at the server stays warm from earlier runs.")
        }
    }

    private mutating func addHeaders() throws(TranslationError) {
        guard !headers.words.isEmpty else { return }
        guard features.hasHeaders else {
            throw TranslationError(
                tool: VLLMBench.toolID,
                version: features.version,
                key: "workload.headers",
                problem: "cannot send headers of one's own",
                remedy: "Use vllm 0.11.0 or newer."
            )
        }
        arguments.add("--header", all: headers.words)
    }

    private mutating func addResult() {
        arguments.add("--save-result")
        arguments.add("--save-detailed")
        arguments.add("--result-dir", job.outputFolder)
        arguments.add("--result-filename", Self.resultFile)
        arguments.add("--percentile-metrics", "ttft,tpot,itl,e2el")
        arguments.add("--metric-percentiles", "25,50,75,90,95,99")
    }

    private var environment: [String: String] {
        var environment = [
            // The client honours proxy variables, even for 127.0.0.1.
            "NO_PROXY": "*", "no_proxy": "*",
            "VLLM_NO_USAGE_STATS": "1",
            "VLLM_USE_RUST_BENCH": "0",
        ]
        if let tokenizer = job.tokenizer, tokenizer.hasPrefix("/") || tokenizer.hasPrefix(".") {
            environment["HF_HUB_OFFLINE"] = "1"
            environment["TRANSFORMERS_OFFLINE"] = "1"
        }
        if hasKey { environment["OPENAI_API_KEY"] = SecretName.mask }
        for variable in headers.secrets.keys { environment[variable] = SecretName.mask }
        return environment.merging(job.choice.shownEnvironment) { _, users in users }
    }

    private mutating func refuse(_ key: String) throws(TranslationError) {
        try deviate(key, "cannot send '\(key)'", since: "0.11.1", allowance: .sampling)
    }

    /// Goes on with a note where the recipe allows it.
    private mutating func deviate(
        _ key: String,
        _ problem: String,
        since: ToolVersion,
        allowance: Approximation
    ) throws(TranslationError) {
        guard job.recipe.allow.contains(allowance) else {
            throw TranslationError(
                tool: VLLMBench.toolID,
                version: features.version,
                key: key,
                problem: problem,
                remedy: "Use vllm \(since) or newer, or allow '\(allowance.rawValue)'.",
                allowance: allowance
            )
        }
        notes.append("vllm \(features.version) \(problem); the recipe allows '\(allowance.rawValue)'.")
    }
}
