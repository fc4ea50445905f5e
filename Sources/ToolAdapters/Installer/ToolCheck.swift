package import BenchModel

/// What `concord tools doctor` found out about one tool.
package struct ToolCheck: Sendable, Equatable {
    package enum Problem: Sendable, Equatable {
        /// The executable is gone or cannot be run.
        case executable(LaunchError)
        /// The interpreter that the script names is gone, as after an update of the system's Python.
        case interpreterMissing(String)
        /// Its files say another version than the one it was found as.
        case otherVersion(ToolVersion)
        /// Distributions that load testing needs and that are not installed.
        case packagesMissing([String])
        /// `--help` does not end with 0.
        case doesNotStart(ToolExit, lastLines: [String])
    }

    package let tool: InstalledTool
    /// Whether its help could be shown.
    package let starts: Bool
    /// The version that its files or the tool itself say. Nil when neither does.
    package let version: ToolVersion?
    package let problems: [Problem]

    package init(tool: InstalledTool, starts: Bool, version: ToolVersion?, problems: [Problem]) {
        self.tool = tool
        self.starts = starts
        self.version = version
        self.problems = problems
    }

    /// Each problem with what to do about it.
    package var advice: [String] { problems.map { describe($0) + " " + remedy } }

    private func describe(_ problem: Problem) -> String {
        switch problem {
        case .executable(let error): "\(error)"
        case .interpreterMissing(let path): "Its Python, \(path), is gone."
        case .otherVersion(let found): "It is version \(found), not \(tool.version)."
        case .packagesMissing(let names): "Packages are missing: \(names.joined(separator: ", "))."
        case .doesNotStart(let exit, let lines):
            "It does not start: it \(exit.reason.words)."
                + (lines.isEmpty ? "" : " Its last lines:\n" + lines.joined(separator: "\n") + "\n")
        }
    }

    private var remedy: String {
        switch tool.origin {
        case .recipe: "Correct tools.\(tool.id).command in the recipe, or leave it out."
        case .path:
            "Repair that installation, or have Concord make its own: concord tools install \(tool.id)@\(tool.version)"
        case .cache: "Remove its folder and install it again: concord tools install \(tool.id)@\(tool.version)"
        }
    }
}
