import BenchModel
import ToolAdapters

/// Values that come from the environment and must not be shown: the API key and `${VARIABLE}` headers.
struct Secrets: Sendable {
    let apiKey: String?
    /// All headers of the recipe, `${VARIABLE}` resolved wherever it stands in a value.
    let headers: [String: String]
    /// Names (lower case) of the headers whose value comes from a variable.
    let secretHeaders: Set<String>

    /// What nothing that is kept or shown may hold.
    var hidden: [String] {
        let values = headers.filter { secretHeaders.contains($0.key.lowercased()) || SecretName.isSecret($0.key) }
            .values
        return ([apiKey].compactMap(\.self) + values).flatMap(JobSecrets.forms)
    }

    /// - Throws: `HarnessError.missingVariable`.
    init(_ workload: Workload, environment: [String: String]) throws(HarnessError) {
        if let name = workload.apiKeyVariable {
            guard let value = environment[name], !value.isEmpty else {
                throw .missingVariable(name: name, key: "workload.api_key_env")
            }
            apiKey = value
        } else {
            apiKey = nil
        }
        var headers: [String: String] = [:]
        for (header, value) in workload.headers {
            for name in VariableText.names(in: value) where environment[name]?.isEmpty ?? true {
                throw .missingVariable(name: name, key: "workload.headers.\(header)")
            }
            headers[header] = VariableText.filled(value, from: environment)
        }
        self.headers = headers
        secretHeaders = Set(
            workload.headers.filter { !VariableText.names(in: $0.value).isEmpty }.keys.map { $0.lowercased() }
        )
    }
}
