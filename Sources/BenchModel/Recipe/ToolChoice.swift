/// One tool of a recipe.
package struct ToolChoice: Sendable, Equatable {
    /// What it is called in this recipe and its results. Two entries may be the same tool, by names of their own.
    package var id: ToolID
    /// Which tool it is: the adapter's name. Default: `id`.
    package var tool: ToolID
    /// Nil: the version found on PATH, else the one that Concord installs by default.
    package var version: ToolVersion?
    /// What to run instead of an installed tool, such as `[/opt/venv/bin/vllm, bench, serve]`.
    package var command: [String]?
    /// Appended to the command line as they are.
    package var extraArguments: [String] = []
    /// Added to the tool's environment.
    package var environment: [String: String] = [:]
    /// Longest time that one run may take. Default 1 hour.
    package var timeout: Duration = .seconds(3600)

    package init(_ id: String) {
        self.id = ToolID(id)
        tool = self.id
    }
}
