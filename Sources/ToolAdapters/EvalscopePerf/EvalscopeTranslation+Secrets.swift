import BenchModel

extension EvalscopeTranslation {
    /// The variable that holds the API key while the tool runs.
    private static let keyVariable = "CONCORD_API_KEY"

    private static let shim = PythonShim(executable: "evalscope", module: "evalscope.cli.cli", function: "run_cmd")

    /// API key and headers. Those that hold a secret are named here and filled in inside the tool's process.
    mutating func addSecrets() throws(TranslationError) {
        let headers = HeaderWords(workload.headers)
        if !headers.words.isEmpty { arguments.add("--headers", all: headers.words) }
        for variable in headers.secrets.keys { env[variable] = SecretName.mask }
        if !headers.variables.isEmpty {
            notes.append("It writes headers in clear into its log and into benchmark_args.json; Concord masks them.")
        }
        var variables = headers.variables
        if hasKey {
            arguments.add("--api-key", "${\(Self.keyVariable)}")
            env[Self.keyVariable] = SecretName.mask
            variables.append(Self.keyVariable)
            if !release.masksKey {
                notes.append(
                    "It writes the API key in clear into its log and into benchmark_args.json; Concord masks it."
                )
            }
        }
        guard !variables.isEmpty else { return }
        guard let wrapped = Self.shim.wrap(command, variables: variables) else {
            throw error(
                hasKey ? "workload.api_key_env" : "workload.headers",
                "takes secrets from its command line only, which every user of the machine can read",
                remedy: "Name evalscope by its full path, so that it can be started through the Python beside it."
            )
        }
        command = wrapped
    }

    private var hasKey: Bool { job.apiKey != nil || workload.apiKeyVariable != nil }
}
