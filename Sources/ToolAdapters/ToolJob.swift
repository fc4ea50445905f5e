package import BenchModel

/// One run of one tool, with everything that had to be found out first.
package struct ToolJob: Sendable {
    package var recipe: Recipe
    package var choice: ToolChoice
    /// The version that the plan is made for. Nil for tools that are part of Concord.
    package var version: ToolVersion?
    /// What starts the tool, subcommand included: `["/…/bin/vllm", "bench", "serve"]`.
    package var command: [String]
    /// Base URL that the tool is to send to, without a trailing slash and without `/v1`.
    package var baseURL: String
    /// Where the tool's own files go; exists when the tool runs.
    package var outputFolder: String
    /// With `prompts: shared` or `file`: a JSONL file, one object with `prompt` a line, exactly `requests` lines.
    package var promptFile: String?
    /// Tokens that the chat template adds to a prompt. Nil: not measured.
    package var templateTokens: Int?
    /// Tokenizer folder or hub id. Nil: the tool's own default.
    package var tokenizer: String?
    /// Sent as the body's `cache_salt`, to keep one run from warming the prefix cache for the next. Nil: not sent.
    package var cacheSalt: String?
    /// The API key. Never part of a plan's argv.
    package var apiKey: String?
    /// The recipe's headers with `${VARIABLE}` values resolved; values may be secrets.
    package var headers: [String: String] = [:]

    package init(recipe: Recipe, choice: ToolChoice, baseURL: String, outputFolder: String) {
        self.recipe = recipe
        self.choice = choice
        self.baseURL = baseURL
        self.outputFolder = outputFolder
        command = []
        tokenizer = recipe.model.tokenizer(for: choice.tool)
    }
}
