package import BenchModel

/// Where a Python tool comes from and how it is recognised once installed.
package struct PythonDistribution: Sendable, Equatable {
    /// Name on the package index: `vllm`.
    package let name: String
    /// Extras that load testing needs: `["bench"]`.
    package let extras: [String]
    /// The console script that the distribution installs: `vllm`.
    package let executable: String
    /// Arguments that lead to the load tester: `["bench", "serve"]`.
    package let subcommand: [String]
    /// Download and disk size in words, by version, for the message before an installation.
    package let size: String
    /// Release days (`2025-10-02`) by version, so that an old version gets the dependencies of its day.
    package let releaseDays: [String: String]
    /// Extra requirements for a version, such as `numpy<2`.
    package let constraints: @Sendable (ToolVersion) -> [String]

    package init(
        name: String,
        extras: [String],
        executable: String,
        subcommand: [String],
        size: String,
        releaseDays: [String: String],
        constraints: @escaping @Sendable (ToolVersion) -> [String] = { _ in [] }
    ) {
        self.name = name
        self.extras = extras
        self.executable = executable
        self.subcommand = subcommand
        self.size = size
        self.releaseDays = releaseDays
        self.constraints = constraints
    }

    package static func == (left: PythonDistribution, right: PythonDistribution) -> Bool { left.name == right.name }
}
