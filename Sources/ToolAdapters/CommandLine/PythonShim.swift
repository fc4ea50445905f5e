/// Starts a Python tool through the interpreter that it is installed in, so that secrets get to it by the environment.
///
/// The tools take headers, and some the API key, from their command line only, which every user of the machine can read.
/// Here the command line holds `${NAME}`, and a line of Python puts the variable's value in its place inside the process.
struct PythonShim: Sendable {
    /// Name of the tool's executable.
    let executable: String
    /// Where the executable starts: `evalscope.cli.cli`.
    let module: String
    let function: String

    /// The command that does the same as the given one with variables filled in. A tool that is not installed is shown
    /// with a bare `python`, the one of the environment that it will be in.
    /// - Parameters:
    ///   - command: `[/…/bin/evalscope, perf]`
    ///   - variables: The only ones that are filled in, so that a `$` in a prompt or a path stays what it is.
    /// - Returns: Nil when the place of the Python interpreter cannot be told from the command.
    func wrap(_ command: [String], variables: [String]) -> [String]? {
        guard let first = command.first else { return nil }
        let folder = first.lastIndex(of: "/").map { first[...$0] } ?? ""
        guard first.dropFirst(folder.count) == executable else { return nil }
        return ["\(folder)python", "-c", program(variables)] + command.dropFirst()
    }

    /// A console script has no current directory on its module path, so that a folder `vllm` there does not count.
    private func program(_ variables: [String]) -> String {
        """
        import os, re, sys; sys.path = [place for place in sys.path if place]; \
        from \(module) import \(function) as main; \
        sys.argv = ["\(executable)"] + [re.sub(r"\\$\\{(\(variables.joined(separator: "|")))\\}", \
        lambda name: os.environ[name[1]], word) for word in sys.argv[1:]]; main()
        """
    }
}
