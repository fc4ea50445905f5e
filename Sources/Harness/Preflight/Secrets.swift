import BenchModel

/// Values that come from the environment and must not be shown: the API key and `${VARIABLE}` headers.
struct Secrets: Sendable {
    let apiKey: String?
    /// All headers of the recipe, `${VARIABLE}` resolved.
    let headers: [String: String]

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
            guard value.hasPrefix("${"), value.hasSuffix("}") else {
                headers[header] = value
                continue
            }
            let name = String(value.dropFirst(2).dropLast())
            guard let resolved = environment[name] else {
                throw .missingVariable(name: name, key: "workload.headers.\(header)")
            }
            headers[header] = resolved
        }
        self.headers = headers
    }
}
