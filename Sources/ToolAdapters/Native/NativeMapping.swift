import BenchModel

/// How the native engine expresses each recipe key.
enum NativeMapping {
    static let rows: [FlagMapping] = [
        FlagMapping("server", "URL"),
        FlagMapping("model.name", "--model"),
        FlagMapping("model.served_name", "--model"),
        FlagMapping("model.tokenizer", "not needed: the server counts"),
        FlagMapping("api", "--api"),
        FlagMapping("workload.prompts", "own: made at exact server-side counts; shared, file: --prompts"),
        FlagMapping("workload.lengths", "nominal: the server sees N; aligned: N + template"),
        FlagMapping("workload.file", "--prompts"),
        FlagMapping("workload.input_tokens", "--input-tokens"),
        FlagMapping("workload.output_tokens", "--output-tokens"),
        FlagMapping("workload.prefix_tokens", "--prefix-tokens"),
        FlagMapping("workload.range_ratio", "--range-ratio"),
        FlagMapping("workload.requests", "--requests"),
        FlagMapping("workload.concurrency", "--concurrency"),
        FlagMapping("workload.rate", "not expressible"),
        FlagMapping("workload.burstiness", "not expressible"),
        FlagMapping("workload.ignore_eos", "--ignore-eos"),
        FlagMapping("workload.temperature", "--body temperature"),
        FlagMapping("workload.top_p", "--body top_p"),
        FlagMapping("workload.top_k", "--body top_k"),
        FlagMapping("workload.min_p", "--body min_p"),
        FlagMapping("workload.repetition_penalty", "--body repetition_penalty"),
        FlagMapping("workload.presence_penalty", "--body presence_penalty"),
        FlagMapping("workload.frequency_penalty", "--body frequency_penalty"),
        FlagMapping("workload.stop", "--body stop"),
        FlagMapping("workload.seed", "--body seed"),
        FlagMapping("workload.prompt_seed", "--seed"),
        FlagMapping("workload.extra_body", "--body"),
        FlagMapping("workload.headers", "--header"),
        FlagMapping("workload.api_key_env", "--api-key-env"),
    ]
}
