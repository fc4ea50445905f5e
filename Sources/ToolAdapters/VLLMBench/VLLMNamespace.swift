import BenchModel

/// The line `Namespace(…)` with which a run starts: every argument with its value. Only what is asked for is kept,
/// because older versions write secret header values in clear.
struct VLLMNamespace {
    /// `--num-prompts`. Nil when it is not there or asks for every row of a file.
    let promptCount: Int?
    let evidence: VLLMVersionEvidence

    private static let arrivals: [(name: String, version: ToolVersion)] = [
        ("ready_check_timeout_sec", "0.10.1"), ("request_id_prefix", "0.10.2"), ("header", "0.11"),
        ("extra_body", "0.11.1"), ("insecure", "0.17"), ("speed_bench_output_len", "0.20"),
        ("chat_template_kwargs", "0.23"), ("probe_request_rate", "0.27"),
    ]

    init(_ line: Substring) {
        let text = String(line)
        func has(_ name: String) -> Bool { text.contains(", \(name)=") || text.contains("(\(name)=") }
        var evidence = VLLMVersionEvidence()
        for (name, version) in Self.arrivals { evidence.note(has(name), since: version) }
        self.evidence = evidence
        let marker = "num_prompts="
        promptCount = text.split(separator: " ").first { $0.hasPrefix(marker) || $0.hasPrefix("Namespace(" + marker) }
            .flatMap { Int($0.drop { $0 != "=" }.dropFirst().prefix { $0.isNumber || $0 == "-" }) }
            .flatMap { $0 > 0 ? $0 : nil }
    }
}
