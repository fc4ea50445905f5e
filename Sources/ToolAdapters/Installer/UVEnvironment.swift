import Foundation

/// How uv is told which index pip uses: it does not read pip's variables itself. Folders of extra wheels
/// (`PIP_FIND_LINKS`) are not passed on: they have no dates and would take the place of a release's own dependencies.
struct UVEnvironment: Sendable {
    /// Variables for uv and for the first start of what it installed, on top of the machine's.
    let variables: [String: String?]
    /// Passwords in the addresses of package indexes.
    let secrets: [String]

    init(_ environment: [String: String]) {
        var variables = environment.mapValues { Optional($0) }
        func pass(_ pip: String, as uv: String, unless others: [String] = []) {
            guard let value = environment[pip], !value.isEmpty else { return }
            guard ([uv] + others).allSatisfy({ (environment[$0] ?? "").isEmpty }) else { return }
            variables[uv] = value
        }
        pass("PIP_INDEX_URL", as: "UV_DEFAULT_INDEX", unless: ["UV_INDEX_URL"])
        pass("PIP_EXTRA_INDEX_URL", as: "UV_INDEX", unless: ["UV_EXTRA_INDEX_URL"])
        pass("PIP_NO_INDEX", as: "UV_NO_INDEX")
        pass("PIP_CERT", as: "SSL_CERT_FILE")
        variables["UV_PYTHON_DOWNLOADS"] = "never"
        variables["NO_COLOR"] = "1"
        // An active environment is not the one to install into.
        variables.updateValue(nil, forKey: "VIRTUAL_ENV")
        variables.updateValue(nil, forKey: "CONDA_PREFIX")
        // What the first start compiles is kept: else every start of vllm takes twice as long.
        variables.updateValue(nil, forKey: "PYTHONDONTWRITEBYTECODE")
        self.variables = variables

        secrets = environment.filter { $0.key.contains("INDEX") || $0.key.lowercased().contains("proxy") }.values
            .flatMap { $0.split(separator: " ") }.compactMap { URLComponents(string: String($0))?.password }
    }
}
