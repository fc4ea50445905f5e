package import BenchModel
package import ToolAdapters

/// Makes the job of one tool in one round from what is known at that moment.
package struct JobFactory: Sendable {
    package var recipe: Recipe
    package var baseURL: String
    package var promptFile: String?
    /// The native engine's own prompts, made beforehand where the server cannot count them. Nil: it makes them itself.
    package var nativePromptFile: String?
    package var templateTokens: Int?
    /// Tokenizer where the recipe names none. Nil: the tool's own default.
    package var defaultTokenizer: String?
    package var apiKey: String?
    package var headers: [String: String] = [:]
    /// Sentences for the verdict.
    package var notes: [String] = []
    /// Whether each run gets a `cache_salt` of its own.
    package var saltsCache = false

    /// What nobody is to read, wherever it is repeated.
    package var secretValues: [String] {
        [apiKey].compactMap(\.self)
            + headers.filter { name, value in
                SecretName.isSecret(name) || recipe.workload.headers[name].map { $0 != value } ?? false
            }.values
    }

    package init(recipe: Recipe, baseURL: String) {
        self.recipe = recipe
        self.baseURL = baseURL
    }

    package func job(for setup: ToolSetup, outputFolder: String, salt: String) -> ToolJob {
        var job = ToolJob(recipe: recipe, choice: setup.choice, baseURL: baseURL, outputFolder: outputFolder)
        job.version = setup.version
        job.command = setup.command
        job.promptFile = promptFile ?? (setup.choice.tool == .native ? nativePromptFile : nil)
        job.templateTokens = templateTokens
        job.tokenizer = recipe.model.tokenizer(for: setup.choice.tool) ?? defaultTokenizer
        job.cacheSalt = saltsCache ? salt : nil
        job.apiKey = apiKey
        job.headers = headers
        return job
    }
}
