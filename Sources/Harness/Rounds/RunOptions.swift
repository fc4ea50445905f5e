package import BenchModel

/// What a command line adds to a recipe. The only way in which the surroundings reach the harness.
package struct RunOptions: Sendable {
    package var recipePath: String
    package var overrides: [RecipeOverride] = []
    /// Only these tools, in this order. Nil: all of the recipe's.
    package var tools: [ToolID]?
    /// Fixes the number of rounds. Nil: the recipe's.
    package var rounds: Int?
    /// Whether a tap stands between the tools and the server.
    package var usesTap = true
    /// Whether one request of each tool is compared before the first round, which needs the tap.
    package var probes = true
    /// The stopped session that goes on. Nil: a new one begins.
    package var resume: ResumeChoice?
    /// Parent of result folders.
    package var outFolder = "results"
    /// Installed tools live below it.
    package var cacheFolder: String
    /// File of the store of past runs. Nil: none is kept.
    package var historyPath: String?
    /// File of this machine's calibrations. Nil: nothing is said of them.
    package var calibrationPath: String?
    package var environment: [String: String]

    package init(recipePath: String, cacheFolder: String, environment: [String: String]) {
        self.recipePath = recipePath
        self.cacheFolder = cacheFolder
        self.environment = environment
    }

    /// Loads the recipe with overrides and the choice of tools and rounds applied.
    package func loadRecipe() throws(HarnessError) -> Recipe {
        var recipe: Recipe
        do throws(RecipeError) {
            recipe = try RecipeFile.load(path: recipePath, overrides: overrides)
        } catch { throw .recipe(error) }
        if let tools {
            guard !tools.isEmpty else { throw .usage("--tools names no tool") }
            guard Set(tools).count == tools.count else { throw .usage("--tools takes each tool once") }
            let known = recipe.tools.map(\.id)
            guard !tools.isEmpty else {
                throw .usage("--tools names no tool; the recipe has: \(known.map(\.rawValue).joined(separator: ", "))")
            }
            for (index, tool) in tools.enumerated() where tools[..<index].contains(tool) {
                throw .usage("--tools names \(tool) twice; a tool is not compared with itself")
            }
            for tool in tools where !known.contains(tool) {
                throw .unknownTool(name: tool.rawValue, known: known.map(\.rawValue))
            }
            recipe.tools = tools.compactMap { id in recipe.tools.first { $0.id == id } }
            if let reference = recipe.reference, !tools.contains(reference) { recipe.reference = nil }
        }
        if let rounds {
            guard rounds >= 1 else { throw .usage("--rounds must be at least 1") }
            recipe.rounds.minimum = rounds
            recipe.rounds.maximum = rounds
        }
        guard usesTap || recipe.gate.view != .wire else {
            throw .usage(
                "gate.view is wire, and --no-tap leaves nobody to see it. Leave --no-tap out, or add --set gate.view=best."
            )
        }
        return recipe
    }
}
