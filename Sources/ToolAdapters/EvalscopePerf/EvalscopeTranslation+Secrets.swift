import BenchModel

extension EvalscopeTranslation {
    /// API key and headers. Those that hold a secret are named here and filled in inside the tool's process.
    mutating func addSecrets() throws(TranslationError) {
        let hasSecretHeader = addHeaders()
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
                job.apiKey != nil ? "workload.api_key_env" : "workload.headers",
                "takes secrets from its command line only, which every user of the machine can read",
                remedy: "Name evalscope by its full path, so that it can be started through the Python beside it."
            )
        }
        command = wrapped
    }

    /// A value with `${NAME}` in it is taken from Concord's own environment, one whose name says that it is secret from a
    /// variable that is set when the tool is started.
    /// - Returns: Whether any is secret.
    private mutating func addHeaders() -> Bool {
        guard !workload.headers.isEmpty else { return false }
        var isSecret = false
        var words: [String] = []
        for (name, value) in workload.headers.sorted(by: { $0.key < $1.key }) {
            if value.contains("${") {
                isSecret = true
                words.append("\(name)=\(value)")
            } else if EvalscopeShim.isSecret(header: name) {
                isSecret = true
                let variable = "\(EvalscopeShim.headerVariable)\(words.count + 1)"
                env[variable] = "\(name)=***"
                words.append("${\(variable)}")
            } else {
                words.append("\(name)=\(value)")
            }
        }
        arguments.add("--headers", all: words)
        if isSecret { notes.append("It writes headers in clear into its log and into benchmark_args.json.") }
        return isSecret
    }
}
