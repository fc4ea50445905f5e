/// What a field is for a verdict, and so what has to follow when it is changed.
enum FieldRole: Sendable, Equatable {
    /// What was asked for: figures of another setting cannot be compared.
    case setting
    /// What tells how the rest is to be read, such as a unit: changed, nothing can be read or compared.
    case key
    /// A figure that decides, or that others have to fit to.
    case statistic
    /// A figure that is shown and decides nothing: changed, the result has to look otherwise.
    case shown
    case count
    /// Counted by whom is not always told, so that it may be only shown.
    case inputCount
    /// One of a list with an element a request: changed in every request, it changes what decides.
    case perRequest
    /// Dates, places and names of this machine: changed, the very same verdict has to come out.
    case irrelevant
    /// Nothing is asked for but that it brings nothing down, for the reason that stands beside it in the list.
    case indifferent

    /// Nil for a field that nobody has thought of.
    static func of(_ name: String) -> FieldRole? {
        guard let slash = name.firstIndex(of: "/") else { return nil }
        let field = String(name[name.index(after: slash)...])
        switch name[..<slash] {
        case "vllm.json": return vllmResult(field)
        case "vllm.console": return vllmConsole(field)
        case "vllm.arguments": return vllmArguments[field]
        case "evalscope.summary", "evalscope.table": return evalscopeSummary(field)
        case "evalscope.percentiles", "evalscope.percentiletable": return evalscopePercentile(field)
        case "evalscope.arguments": return evalscopeArguments(field)
        // Figures that no other output has: over the last seconds, and without the first and last requests.
        case "evalscope.workload", "evalscope.workloadtable": return .indifferent
        // The table of a whole sweep, beside the files that hold the same figures.
        case "evalscope.box": return .indifferent
        case "native.measurement": return nativeMeasurement(field)
        case "native.records": return nativeRecords[field]
        default: return nil
        }
    }

    private static func statistic(_ name: String) -> FieldRole? {
        switch name.lowercased() {
        case "mean", "median", "p50", "avg", "average": .statistic
        case "std", "min", "max": .shown
        default: name.lowercased().wholeMatch(of: /p\d+(\.\d+)?/) != nil ? .shown : nil
        }
    }

    private static func vllmResult(_ field: String) -> FieldRole? {
        if let known = vllmResultKeys[field] { return known }
        let words = field.split(separator: "_")
        guard words.count == 3, words[2] == "ms", ["ttft", "tpot", "itl", "e2el"].contains(words[1]) else { return nil }
        return statistic(String(words[0]))
    }

    private static let vllmResultKeys: [String: FieldRole] = [
        "date": .irrelevant, "label": .irrelevant, "tokenizer_id": .irrelevant, "generated_texts[]": .irrelevant,
        "endpoint_type": .indifferent, "backend": .setting, "model_id": .setting, "num_prompts": .setting,
        "request_rate": .setting, "burstiness": .setting, "max_concurrency": .setting,
        "ramp_up_strategy": .setting, "ramp_up_start_rps": .setting, "ramp_up_end_rps": .setting, "mode": .setting,
        "duration": .statistic, "request_throughput": .statistic, "output_throughput": .statistic,
        "total_token_throughput": .statistic,
        "completed": .count, "failed": .count, "total_output_tokens": .count, "total_input_tokens": .inputCount,
        "input_lens[]": .inputCount, "output_lens[]": .perRequest, "ttfts[]": .perRequest, "itls[][]": .perRequest,
        "latencies[]": .perRequest, "start_times[]": .indifferent, "errors[]": .perRequest,
        "input_lens[] alone": .indifferent, "output_lens[] alone": .indifferent, "latencies[] alone": .indifferent,
        "start_times[] alone": .indifferent, "queue_times[] alone": .indifferent, "errors[] alone": .indifferent,
        "generated_texts[] alone": .irrelevant,
        // How long a request waited for its slot is in no figure of ours; the server's own stamps are not the client's.
        "queue_times[]": .indifferent, "server_ttfts[]": .indifferent,
        // Peaks and rates of other definitions.
        "max_output_tokens_per_s": .indifferent, "max_concurrent_requests": .indifferent, "rtfx": .indifferent,
        "request_goodput": .indifferent,
    ]

    private static func vllmConsole(_ field: String) -> FieldRole? {
        if let known = vllmLabels[field] { return known }
        // Times from when a request was due, not sent.
        if field.hasSuffix("Client Queue Time (ms)") || field.hasSuffix("incl. Client Queue (ms)") {
            return .indifferent
        }
        let words = field.split(separator: " ")
        guard words.count == 3, words[2] == "(ms)", ["TTFT", "TPOT", "ITL", "E2EL"].contains(words[1]) else {
            return nil
        }
        return statistic(String(words[0]))
    }

    private static let vllmLabels: [String: FieldRole] = [
        "before Traffic request rate": .indifferent, "before Burstiness factor": .indifferent,
        "before Maximum request concurrency": .indifferent,
        "Maximum request concurrency": .setting, "Request rate configured (RPS)": .setting,
        "Successful requests": .count, "Failed requests": .count, "Total generated tokens": .count,
        "Total input tokens": .inputCount, "Benchmark duration (s)": .statistic,
        "Request throughput (req/s)": .statistic, "Output token throughput (tok/s)": .statistic,
        "Total Token throughput (tok/s)": .statistic, "Total token throughput (tok/s)": .statistic,
        "Request goodput (req/s)": .indifferent,
        "Peak output token throughput (tok/s)": .indifferent, "Peak concurrent requests": .indifferent,
    ]

    private static let vllmArguments: [String: FieldRole] = {
        var roles: [String: FieldRole] = [:]
        for name in [
            "num_prompts", "dataset_name", "random_input_len", "random_output_len", "max_concurrency", "model",
            "request_rate", "burstiness", "ignore_eos", "temperature", "top_p", "top_k", "min_p",
            "frequency_penalty", "presence_penalty", "repetition_penalty", "ramp_up_strategy", "ramp_up_start_rps",
            "ramp_up_end_rps",
        ] { roles[name] = .setting }
        for name in [
            "dispatch_function", "label", "base_url", "host", "port", "disable_tqdm", "metadata", "result_dir",
            "result_filename", "request_id_prefix", "plot_timeline", "timeline_itl_thresholds", "plot_dataset_stats",
            "log_config_file", "logging_config", "save_result", "append_result", "profile", "tokenizer",
            "tokenizer_mode",
            "trust_remote_code", "ready_check_timeout_sec", "bench_type", "subparser", "header",
        ] { roles[name] = .irrelevant }
        // Options of other data sets than the one that was used, and what changes neither the load nor the figures alone.
        for name in [
            "seed", "no_stream", "dataset_path", "no_oversample", "skip_chat_template", "enable_multimodal_chat",
            "disable_shuffle", "custom_output_len", "custom_ensure_client_side_data", "spec_bench_output_len",
            "spec_bench_category", "sharegpt_output_len", "timed_trace_chunk_hash_size", "timed_trace_sec_multiplier",
            "timed_trace_label_timestamp", "timed_trace_label_input_length", "timed_trace_label_output_length",
            "timed_trace_label_hash_ids", "blazedit_min_distance", "blazedit_max_distance", "asr_max_audio_len_sec",
            "asr_min_audio_len_sec", "random_range_ratio", "random_prefix_len", "random_batch_size", "no_reranker",
            "random_mm_base_items_per_request", "random_mm_num_mm_items_range_ratio", "random_mm_limit_mm_per_prompt",
            "random_mm_bucket_config", "hf_subset", "hf_split", "hf_name", "hf_output_len", "bfcl_categories",
            "prefix_repetition_prefix_len", "prefix_repetition_suffix_len", "prefix_repetition_num_prefixes",
            "prefix_repetition_output_len", "speed_bench_dataset_subset", "speed_bench_output_len",
            "speed_bench_category", "backend", "endpoint", "endpoint_type", "input_len", "output_len",
            "use_beam_search",
            "logprobs", "probe_request_rate", "num_warmups", "save_detailed", "self_timed", "percentile_metrics",
            "metric_percentiles", "goodput", "served_model_name", "lora_modules", "lora_assignment",
            "chat_template_kwargs", "extra_body", "skip_tokenizer_init", "insecure",
        ] { roles[name] = .indifferent }
        return roles
    }()

    private static func evalscopeSummary(_ field: String) -> FieldRole? {
        // `── Latency ──` heads a group.
        if field.hasPrefix("──") { return .irrelevant }
        var name = field.lowercased()
        if name.hasSuffix(")"), let open = name.lastIndex(of: "(") { name = String(name[..<open].dropLast()) }
        return evalscopeRows[name]
    }

    private static let evalscopeRows: [String: FieldRole] = [
        "time taken for tests": .statistic, "test duration": .statistic,
        "number of concurrency": .setting, "concurrency": .setting, "request rate": .setting,
        "total requests": .count, "succeed requests": .count, "success requests": .count, "failed requests": .count,
        "total / success / failed": .count,
        "request throughput": .statistic, "req throughput": .statistic,
        "output token throughput": .statistic, "output throughput": .statistic,
        "total token throughput": .statistic, "total throughput": .statistic,
        "average latency": .statistic, "avg latency": .statistic,
        "average time to first token": .statistic, "avg ttft": .statistic, "ttft": .statistic,
        "average time per output token": .statistic, "avg tpot": .statistic, "tpot": .statistic,
        "average inter-token latency": .statistic, "avg itl": .statistic, "itl": .statistic,
        "average input tokens per request": .inputCount, "avg input tokens": .inputCount,
        "average output tokens per request": .count, "avg output tokens": .count,
        // Whose sum is the number of requests; releases count the failed ones differently.
        "stream requests": .indifferent, "non-stream requests": .indifferent, "stream / non-stream": .indifferent,
        // Zero in every output seen: the tool does not fill it.
        "input throughput": .indifferent,
    ]

    private static func evalscopePercentile(_ field: String) -> FieldRole? {
        if field == "Percentiles" { return .key }
        let parts = field.split(separator: "@").map(\.trimmed)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "TTFT (s)", "TTFT (ms)", "ITL (s)", "ITL (ms)", "TPOT (s)", "TPOT (ms)", "Latency (s)":
            return parts[1] == "50%" ? .statistic : .shown
        // A request's own rates and lengths.
        case "Input tokens", "Output tokens", "Output (tok/s)", "Total (tok/s)", "Decode (tok/s)": return .indifferent
        default: return nil
        }
    }

    private static func evalscopeArguments(_ field: String) -> FieldRole? {
        // Merged into the body; a key of its own is not known beforehand.
        if field.hasPrefix("extra_args.") || field.hasPrefix("headers.") { return .indifferent }
        return evalscopeArgumentRoles[field]
    }

    private static let evalscopeArgumentRoles: [String: FieldRole] = {
        var roles: [String: FieldRole] = [:]
        for name in [
            "model", "number", "parallel", "rate", "max_prompt_length", "min_prompt_length", "dataset", "max_tokens",
            "stream", "temperature", "top_p", "top_k", "frequency_penalty", "repetition_penalty", "multi_turn",
        ] { roles[name] = .setting }
        for name in [
            "port", "outputs_dir", "name", "no_timestamp", "debug", "wandb_api_key", "swanlab_api_key", "swanlab_host",
            "visualizer", "enable_progress_tracker", "log_every_n_query", "db_commit_interval", "alias",
            "tokenizer_path",
            "connect_timeout", "read_timeout", "total_timeout", "no_test_connection", "api_key",
        ] { roles[name] = .irrelevant }
        // Options that other settings switch on, and what no output of another tool tells.
        for name in [
            "model_id", "attn_implementation", "api", "url", "scenario", "warmup_num", "enable_pd_metrics", "open_loop",
            "sleep_interval", "duration", "sla_auto_tune", "sla_variable", "sla_params", "sla_num_runs",
            "sla_upper_bound", "sla_lower_bound", "sla_fixed_parallel", "sla_number_multiplier",
            "queue_size_multiplier", "in_flight_task_multiplier", "num_workers", "prefix_length", "prefix_count",
            "prompt", "query_template", "apply_chat_template", "image_width", "image_height", "image_format",
            "image_num",
            "image_patch_size", "dataset_path", "data_source", "dataset_offset", "dataset_args", "logprobs",
            "min_tokens",
            "n_choices", "seed", "stop", "stop_token_ids", "tokenize_prompt", "min_turns", "max_turns",
            "multi_turn_args", "extra_args",
        ] { roles[name] = .indifferent }
        return roles
    }()

    private static func nativeMeasurement(_ field: String) -> FieldRole? {
        if field.hasPrefix("metrics.") {
            let words = field.split(separator: ".")
            guard let part = words.last, words.count > 2 else { return nil }
            if part == "unit" { return .key }
            switch words.dropFirst().dropLast().joined(separator: ".") {
            case "requests.completed", "requests.failed", "tokens.output": return .count
            case "tokens.input": return .inputCount
            case "duration", "throughput.requests", "throughput.output_tokens", "throughput.total_tokens":
                return .statistic
            default: return statistic(String(words[words.count - 2]))
            }
        }
        // What the engine found out about itself, in figures; `healthy` is what it makes of them.
        if field.hasPrefix("client.") || field.hasPrefix("health.checks") || field.hasPrefix("histograms.") {
            return .indifferent
        }
        if field.hasPrefix("requests.failures") || field.hasPrefix("requests.samples") { return .indifferent }
        return nativeKeys[field]
    }

    private static let nativeKeys: [String: FieldRole] = [
        "health.healthy": .key, "interrupted": .shown, "load.concurrency": .setting, "load.requests": .setting,
        "load.streams": .setting, "mean_in_flight": .indifferent, "requests.completed": .count,
        "requests.failed": .count, "schema": .key, "tool": .indifferent, "version": .key,
    ]

    private static let nativeRecords: [String: FieldRole] = [
        "contentChunks[].nanoseconds": .perRequest, "sent.nanoseconds": .perRequest,
        "lastChoice.nanoseconds": .perRequest, "firstContent.nanoseconds": .perRequest,
        "outputTokens": .perRequest, "inputTokens": .indifferent,
        // In no canonical figure.
        "done.nanoseconds": .indifferent, "firstChunk.nanoseconds": .indifferent, "head.nanoseconds": .indifferent,
        "usage.nanoseconds": .indifferent, "receivedBytes": .indifferent, "index": .indifferent,
        "failure.kind": .indifferent, "failure.message": .indifferent, "failure.status": .indifferent,
        "cachedTokens": .indifferent,
    ]
}
