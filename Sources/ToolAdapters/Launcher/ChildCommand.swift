/// A child process to be started: what, with which environment, and where its output goes.
package struct ChildCommand: Sendable, Equatable {
    /// Executable (a path, or a name found on PATH) and arguments.
    package var argv: [String]
    /// Added to the environment that Concord has; nil removes a variable.
    package var environment: [String: String?] = [:]
    /// Nil: the current directory.
    package var workingDirectory: String?
    /// Files that stdout and stderr are streamed to while the process runs; made anew.
    package var stdoutPath: String
    package var stderrPath: String
    /// Texts that are replaced by `***` in both files, even where the process prints them.
    package var secrets: [String] = []
    /// Longest time it may run. Nil: no limit.
    package var timeout: Duration?
    /// From TERM to KILL when it is ended early. Default 5 s.
    package var grace: Duration = .seconds(5)

    package init(argv: [String], stdoutPath: String, stderrPath: String) {
        self.argv = argv
        self.stdoutPath = stdoutPath
        self.stderrPath = stderrPath
    }
}
