import BenchModel

extension EvalscopeTranslation {
    /// API key and headers. Those that hold a secret are named here and filled in inside the tool's process.
    mutating func addSecrets() throws(TranslationError) {
        let hasSecretHeader = workload.headers.values.contains { $0.contains("${") }
        if !workload.headers.isEmpty {
            let pairs = workload.headers.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            arguments.add("--headers", all: pairs)
        }
        if job.apiKey != nil {
            arguments.add("--api-key", "${\(EvalscopeShim.keyVariable)}")
            env[EvalscopeShim.keyVariable] = "***"
            if !release.masksKey {
                notes.append("It writes the API key in clear into its log and into benchmark_args.json.")
            }
        }
        guard job.apiKey != nil || hasSecretHeader else { return }
        guard let wrapped = EvalscopeShim.wrap(command) else {
            throw error(
                job.apiKey != nil ? "workload.api_key_variable" : "workload.headers",
                "takes secrets from its command line only, which every user of the machine can read",
                remedy: "Name evalscope by its full path, so that it can be started through the Python beside it."
            )
        }
        command = wrapped
    }
}
