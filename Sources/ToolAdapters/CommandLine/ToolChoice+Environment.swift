package import BenchModel

extension ToolChoice {
    /// The environment as a plan shows it: secret values are set when the tool is started.
    package var shownEnvironment: [String: String] {
        Dictionary(
            uniqueKeysWithValues: environment.map { ($0.key, SecretName.isSecret($0.key) ? SecretName.mask : $0.value) }
        )
    }
}
