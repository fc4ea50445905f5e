package import BenchModel

extension VLLMBench {
    /// - Parameter version: Nil stands for the default version.
    package func mapping(for version: ToolVersion?) -> [FlagMapping] {
        let features = VLLMFeatures(version: version ?? defaultVersion ?? Self.newest)
        func body(_ member: String) -> String {
            features.hasExtraBody ? #"--extra-body {"\#(member)"}"# : "not expressible"
        }
        func penalty(_ name: String) -> String {
            features.hasPenaltyFlags ? "--\(name)-penalty" : "not expressible"
        }
        let order = features.canKeepOrder ? " --disable-shuffle" : ""
        return [
            FlagMapping("name", "by Concord"),
            FlagMapping("server", "--host and --port; --base-url for https, a path or IPv6"),
            FlagMapping("model.name", "--model"),
            FlagMapping("model.served_name", "--served-model-name"),
            FlagMapping("model.tokenizer", "--tokenizer"),
            FlagMapping("model.tokenizers", "--tokenizer"),
            FlagMapping("api", "\(features.protocolFlag) and --endpoint"),
            FlagMapping(
                "workload.prompts",
                "--dataset-name random; custom \(features.skipTemplateFlag)\(order) for shared and file"
            ),
            FlagMapping("workload.lengths", "as given: the server counts the chat template on top"),
            FlagMapping("workload.file", "--dataset-path"),
            FlagMapping("workload.input_tokens", "--random-input-len"),
            FlagMapping("workload.output_tokens", "--random-output-len; --custom-output-len for shared and file"),
            FlagMapping("workload.prefix_tokens", "--random-prefix-len"),
            FlagMapping(
                "workload.range_ratio",
                "--random-range-ratio; "
                    + (features.readsOutputLengths ? "--custom-output-len -1" : "not expressible")
                    + " for shared and file"
            ),
            FlagMapping("workload.requests", "--num-prompts"),
            FlagMapping("workload.concurrency", "--max-concurrency"),
            FlagMapping("workload.rate", "--request-rate"),
            FlagMapping("workload.ramp_up_strategy", "--ramp-up-strategy"),
            FlagMapping("workload.ramp_up_start_rps", "--ramp-up-start-rps, whole numbers"),
            FlagMapping("workload.ramp_up_end_rps", "--ramp-up-end-rps, whole numbers"),
            FlagMapping("workload.burstiness", "--burstiness"),
            FlagMapping(
                "workload.ignore_eos",
                features.forcesIgnoreEOS ? #"--ignore-eos; --extra-body {"ignore_eos"} for false"# : "--ignore-eos"
            ),
            FlagMapping("workload.temperature", "--temperature"),
            FlagMapping("workload.top_p", "--top-p"),
            FlagMapping("workload.top_k", "--top-k"),
            FlagMapping("workload.min_p", "--min-p"),
            FlagMapping("workload.repetition_penalty", penalty("repetition")),
            FlagMapping("workload.presence_penalty", penalty("presence")),
            FlagMapping("workload.frequency_penalty", penalty("frequency")),
            FlagMapping("workload.stop", body("stop")),
            FlagMapping("workload.seed", body("seed")),
            FlagMapping("workload.prompt_seed", "--seed"),
            FlagMapping("workload.extra_body", features.hasExtraBody ? "--extra-body" : "not expressible"),
            FlagMapping("workload.headers", features.hasHeaders ? "--header" : "not expressible"),
            FlagMapping("workload.api_key_env", "OPENAI_API_KEY in the environment"),
            FlagMapping("warmup.requests", "by Concord, before the tool starts; --num-warmups stays 0"),
            FlagMapping("warmup.pause", "by Concord"),
            FlagMapping("tools.version", "the installed package"),
            FlagMapping("tools.command", "in place of `vllm bench serve`"),
            FlagMapping("tools.extra_arguments", "at the end, as given"),
            FlagMapping("tools.environment", "in the environment"),
            FlagMapping("tools.timeout", "by Concord"),
            FlagMapping("reference", "by Concord"),
            FlagMapping("rounds", "by Concord"),
            FlagMapping("tolerance", "by Concord"),
            FlagMapping("gate", "by Concord"),
            FlagMapping("allow", "by Concord"),
        ]
    }
}
