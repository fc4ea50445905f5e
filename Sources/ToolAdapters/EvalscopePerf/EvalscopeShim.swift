/// Starts evalscope through the Python that it is installed in, so that secrets get to it by the environment.
///
/// evalscope takes API key and headers from its command line only, which every user of the machine can read. Here the
/// command line holds `${NAME}`, and a line of Python puts the variable's value in its place inside the process. JSON
/// arguments are left as they are.
enum EvalscopeShim {
    /// The variable that holds the API key while the tool runs.
    static let keyVariable = "CONCORD_API_KEY"

    /// What the variables of secret headers start with; each holds `NAME=VALUE`.
    static let headerVariable = "CONCORD_HEADER_"

    private static let secretWords: Set<String> = [
        "apikey", "auth", "authorization", "cookie", "credential", "credentials", "key", "password", "secret", "token",
    ]

    /// Whether a header's name says that its value is a secret.
    static func isSecret(header name: String) -> Bool {
        name.lowercased().split { $0 == "_" || $0 == "-" }.contains { secretWords.contains(String($0)) }
    }

    static let program = """
        import os, re, sys; from evalscope.cli.cli import run_cmd; \
        sys.argv = ["evalscope"] + [word if word[:1] == "{" else \
        re.sub(r"\\$\\{(\\w+)\\}", lambda name: os.environ[name[1]], word) for word in sys.argv[1:]]; run_cmd()
        """

    /// The command that does the same as the given one with variables filled in.
    /// - Parameter command: `[/…/bin/evalscope, perf]`
    /// - Returns: Nil when the place of the Python interpreter cannot be told from the command.
    static func wrap(_ command: [String]) -> [String]? {
        guard let executable = command.first, let slash = executable.lastIndex(of: "/"),
            executable[executable.index(after: slash)...] == "evalscope"
        else { return nil }
        return [executable[...slash] + "python", "-c", program] + command.dropFirst()
    }
}
