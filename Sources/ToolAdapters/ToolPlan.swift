package import BenchModel

/// The exact command line of one tool for one job. `concord plan --format json` prints it as it is.
package struct ToolPlan: Sendable, Equatable, Codable {
    package var tool: ToolID
    /// Nil for tools that are part of Concord.
    package var version: ToolVersion?
    /// Executable and arguments; holds no secret.
    package var argv: [String]
    /// Added to the environment; a secret's value is `***` here and set only when the tool is started.
    package var env: [String: String]
    /// What the tool does other than the recipe says, and approximations that the recipe allows, as sentences.
    package var notes: [String]
    /// Prompt tokens that the server is expected to count for each request, as a sentence. Nil when unknown.
    package var expectedInput: String?

    package init(tool: ToolID, version: ToolVersion?, argv: [String], env: [String: String] = [:], notes: [String] = [])
    {
        self.tool = tool
        self.version = version
        self.argv = argv
        self.env = env
        self.notes = notes
    }

    private enum CodingKeys: String, CodingKey {
        case tool, version, argv, env, notes
        case expectedInput = "expected_input"
    }
}
