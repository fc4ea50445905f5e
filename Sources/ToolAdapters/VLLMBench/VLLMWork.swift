import BenchModel

/// What the outputs of vLLM tell of the work that was asked for.
enum VLLMWork {
    /// Backends that ask for text, and always for a stream of it.
    private static let streaming: Set<String> = ["openai", "vllm", "openai-chat"]

    /// From a result JSON. Keys of `--metadata` may stand among its own.
    static func of(result members: [String: PythonJSON]) -> ReportedWork {
        var work = ReportedWork()
        if let model = members["model_id"]?.string { work[.model] = .text(model) }
        if let count = members["num_prompts"]?.number, count > 0 { work[.requests] = .number(count) }
        if let limit = members["max_concurrency"] { work.setConcurrency(limit.number) }
        let burstiness = members["burstiness"]?.number
        if let rate = members["request_rate"] { work.setArrivals(rate: rate.number, burstiness: burstiness) }
        if let strategy = members["ramp_up_strategy"]?.string {
            work.setRampUp(
                strategy,
                from: members["ramp_up_start_rps"]?.number ?? .nan,
                to: members["ramp_up_end_rps"]?.number ?? .nan,
                burstiness: burstiness
            )
        } else if members["request_rate"] != nil {
            work[.rampUp] = ReportedWork.Value.none
        }
        work.setTurns(members["mode"]?.string?.contains("multi") ?? false)
        let backend = members["backend"]?.string ?? members["endpoint_type"]?.string
        if let backend, streaming.contains(backend) { work[.stream] = .flag(true) }
        return work
    }

    /// The rows of a report that tell of the work.
    static let concurrencyRow: Substring = "Maximum request concurrency"
    static let rateRow: Substring = "Request rate configured (RPS)"

    /// From the rows of a report. Since 0.10.1 a row that is not there tells that there is no such limit.
    /// - Parameters:
    ///   - rows: Their figures by label.
    ///   - hasRows: Whether the version prints these rows. Nil when not known.
    static func of(rows: [Substring: Double], hasRows: Bool?) -> ReportedWork {
        var work = ReportedWork()
        if rows[concurrencyRow] != nil || hasRows == true { work.setConcurrency(rows[concurrencyRow]) }
        if rows[rateRow] != nil || hasRows == true { work.setArrivals(rate: rows[rateRow], burstiness: nil) }
        return work
    }

    /// From what is printed between the arguments and the report, in full precision.
    static func of(preamble lines: ArraySlice<Substring>) -> ReportedWork {
        var work = ReportedWork()
        func figure(_ label: String) -> Substring? {
            lines.last { $0.hasPrefix(label) }.map { $0.dropFirst(label.count).prefix { $0 != " " } }
        }
        if let limit = figure("Maximum request concurrency: ") { work.setConcurrency(Double(limit)) }
        if let rate = figure("Traffic request rate: ").flatMap({ Double($0) }) {
            work.setArrivals(rate: rate, burstiness: figure("Burstiness factor: ").flatMap { Double($0) })
        }
        return work
    }

    /// From the arguments of a run.
    /// - Parameter evidence: Of everything that the output holds.
    static func of(_ arguments: VLLMNamespace, evidence: VLLMVersionEvidence) -> ReportedWork {
        var work = ReportedWork()
        if let model = arguments.text("served_model_name") ?? arguments.text("model") { work[.model] = .text(model) }
        if let count = arguments.promptCount { work[.requests] = .number(Double(count)) }
        if arguments.has("max_concurrency") { work.setConcurrency(arguments.number("max_concurrency")) }
        let burstiness = arguments.number("burstiness")
        if arguments.has("request_rate") {
            work.setArrivals(rate: arguments.number("request_rate"), burstiness: burstiness)
        }
        if let strategy = arguments.text("ramp_up_strategy") {
            work.setRampUp(
                strategy,
                from: arguments.number("ramp_up_start_rps") ?? .nan,
                to: arguments.number("ramp_up_end_rps") ?? .nan,
                burstiness: burstiness
            )
        } else if arguments.has("ramp_up_strategy") {
            work[.rampUp] = ReportedWork.Value.none
        }
        let backend = arguments.text("backend") ?? arguments.text("endpoint_type")
        if let backend, streaming.contains(backend) { work[.stream] = .flag(true) }
        addPrompts(arguments, to: &work)
        addSampling(arguments, evidence: evidence, to: &work)
        return work
    }

    private static func addPrompts(_ arguments: VLLMNamespace, to work: inout ReportedWork) {
        guard let dataset = arguments.text("dataset_name") else { return }
        work[.dataset] = dataset == "custom" ? ReportedWork.promptFile : .text(dataset)
        if dataset == "custom" {
            let length = arguments.number("output_len") ?? arguments.number("custom_output_len")
            if let length, length > 0 { work[.outputLength] = .number(length) }
        }
        guard dataset == "random",
            let ratio = arguments.has("random_range_ratio") ? arguments.number("random_range_ratio") : 0
        else { return }
        if let input = arguments.number("input_len") ?? arguments.number("random_input_len") {
            let prefix = arguments.number("random_prefix_len") ?? 0
            work[.inputLength] = ReportedWork.length(
                prefix + (input * (1 - ratio)).rounded(.down),
                prefix + (input * (1 + ratio)).rounded(.up)
            )
        }
        if let output = arguments.number("output_len") ?? arguments.number("random_output_len") {
            work[.outputLength] = ReportedWork.length(
                max(1, (output * (1 - ratio)).rounded(.down)),
                (output * (1 + ratio)).rounded(.up)
            )
        }
    }

    private static let sampling: [(name: Substring, setting: ReportedWork.Setting)] = [
        ("temperature", .temperature), ("top_p", .topP), ("top_k", .topK), ("min_p", .minP),
        ("repetition_penalty", .repetitionPenalty), ("frequency_penalty", .frequencyPenalty),
        ("presence_penalty", .presencePenalty),
    ]

    /// The body that the user added is merged last and wins.
    private static func addSampling(
        _ arguments: VLLMNamespace,
        evidence: VLLMVersionEvidence,
        to work: inout ReportedWork
    ) {
        let added = arguments.members("extra_body")
        for (name, setting) in sampling {
            if let value = added[String(name)] {
                work[setting] = Double(value).map { .number($0) } ?? ReportedWork.Value.none
            } else if let value = arguments.number(name) {
                work[setting] = .number(value)
            } else if arguments.has(name), let value = unset(setting, arguments, evidence) {
                work[setting] = value
            }
        }
        let isRandom = ["random", "random-mm"].contains(arguments.text("dataset_name"))
        if let value = added["ignore_eos"] {
            work[.ignoreEndOfText] = .flag(value == "True")
        } else if arguments.flag("ignore_eos") == true {
            work[.ignoreEndOfText] = .flag(true)
        } else if arguments.has("ignore_eos") {
            // Random prompts turn it on by themselves since 0.11.1.
            let isForced = isRandom ? evidence.isAtLeast("0.11.1") : false
            if let isForced { work[.ignoreEndOfText] = .flag(isForced) }
        }
    }

    /// What a parameter that was not given is sent as. Nil when not known.
    private static func unset(
        _ setting: ReportedWork.Setting,
        _ arguments: VLLMNamespace,
        _ evidence: VLLMVersionEvidence
    ) -> ReportedWork.Value? {
        switch setting {
        case .temperature:
            evidence.isAtLeast("0.15").map { $0 ? ReportedWork.Value.none : .number(0) }
        // Completions always carry 1.0, which most servers take for none.
        case .repetitionPenalty where arguments.text("backend") ?? arguments.text("endpoint_type") != "openai-chat":
            nil
        default: ReportedWork.Value.none
        }
    }
}
