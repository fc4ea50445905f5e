package import BenchModel

extension EvalscopePerf {
    package func mapping(for version: ToolVersion?) -> [FlagMapping] {
        let release = EvalscopeRelease(version: version ?? EvalscopeRelease.newest)
        return Self.identity + Self.load(release) + Self.sampling(release) + Self.surroundings(release)
    }

    private static let identity = [
        FlagMapping("name", "by Concord"),
        FlagMapping("server", "--url"),
        FlagMapping("model.name", "--model"),
        FlagMapping("model.served_name", "--model"),
        FlagMapping("model.tokenizer", "--tokenizer-path"),
        FlagMapping("model.tokenizers", "--tokenizer-path"),
    ]

    private static func load(_ release: EvalscopeRelease) -> [FlagMapping] {
        [
            FlagMapping(
                "api",
                release.breaksOnCompletions
                    ? "--url …/v1/chat/completions; completions: not expressible"
                    : "--url …/v1/chat/completions or …/v1/completions"
            ),
            FlagMapping("workload.prompts", "own: --dataset random; shared, file: --dataset line_by_line"),
            FlagMapping("workload.lengths", "aligned: --min-prompt-length and --max-prompt-length, template added"),
            FlagMapping("workload.file", "--dataset-path"),
            FlagMapping("workload.input_tokens", "--min-prompt-length and --max-prompt-length"),
            FlagMapping("workload.output_tokens", "--max-tokens"),
            FlagMapping("workload.prefix_tokens", "--prefix-length"),
            FlagMapping(
                "workload.range_ratio",
                "--min-prompt-length, --max-prompt-length"
                    + (release.hasOutputRange ? ", --max-tokens MIN MAX" : "; output: not expressible")
            ),
            FlagMapping("workload.requests", "--number"),
            FlagMapping("workload.concurrency", release.hasOpenLoop ? "--parallel; null: --open-loop" : "--parallel"),
            FlagMapping("workload.rate", release.hasWholeRates ? "--rate, whole numbers" : "--rate"),
            FlagMapping("workload.ramp_up_strategy", "not expressible"),
            FlagMapping("workload.ramp_up_start_rps", "not expressible"),
            FlagMapping("workload.ramp_up_end_rps", "not expressible"),
            FlagMapping("workload.burstiness", "not expressible except 1"),
        ]
    }

    private static func sampling(_ release: EvalscopeRelease) -> [FlagMapping] {
        [
            FlagMapping("workload.ignore_eos", "--extra-args {\"ignore_eos\"}"),
            FlagMapping("workload.temperature", "--temperature"),
            FlagMapping("workload.top_p", "--top-p"),
            FlagMapping("workload.top_k", "--top-k"),
            FlagMapping("workload.min_p", "--extra-args {\"min_p\"}"),
            FlagMapping("workload.repetition_penalty", "--repetition-penalty"),
            FlagMapping("workload.presence_penalty", "--extra-args {\"presence_penalty\"}"),
            FlagMapping("workload.frequency_penalty", "--frequency-penalty"),
            FlagMapping("workload.stop", "--extra-args {\"stop\"}"),
            FlagMapping(
                "workload.seed",
                "--extra-args {\"seed\"}" + (release.sendsSeedZero ? "; unset: 0 is sent" : "")
            ),
            FlagMapping("workload.prompt_seed", "not expressible: --seed is also sent to the server"),
            FlagMapping("workload.extra_body", "--extra-args"),
        ]
    }

    private static func surroundings(_ release: EvalscopeRelease) -> [FlagMapping] {
        [
            FlagMapping("workload.headers", "--headers, secrets from the environment"),
            FlagMapping("workload.api_key_env", "--api-key, from the environment"),
            FlagMapping("warmup.requests", "by Concord, before the tool starts; --warmup-num stays 0"),
            FlagMapping("warmup.pause", "by Concord"),
            FlagMapping("tools.version", "the installed release"),
            FlagMapping("tools.command", "in place of `evalscope perf`"),
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
