import ArgumentParser
import BenchModel
import Harness

/// What `run` and `plan` share: the recipe and what is changed in it.
struct RecipeOptions: ParsableArguments {
    @Argument(help: "The recipe, a YAML file.")
    var recipe: String

    @Option(name: .customLong("set"), help: ArgumentHelp("Override a recipe key; repeatable.", valueName: "key=value"))
    var overrides: [String] = []

    @Option(help: ArgumentHelp("Only these tools, in this order.", valueName: "a,b"))
    var tools: String?

    func options() throws -> RunOptions {
        var options = RunOptions(
            recipePath: recipe,
            cacheFolder: Surroundings.cacheFolder,
            environment: Surroundings.environment
        )
        options.overrides = try overrides.map { text in
            guard let override = RecipeOverride(text) else {
                throw ValidationError("--set \(text): expected KEY=VALUE, such as --set workload.concurrency=8")
            }
            return override
        }
        options.tools = tools?.split(separator: ",").map { ToolID(String($0)) }
        return options
    }
}
