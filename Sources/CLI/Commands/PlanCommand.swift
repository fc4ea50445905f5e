import ArgumentParser
import BenchModel
import Harness
import ToolAdapters

struct PlanCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument { case text, json }

    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Prints the command line of every tool for a recipe; starts nothing.",
        discussion: "Example: concord plan recipes/minimal-1x1.yaml --tool-version vllm=0.11.0"
    )

    @OptionGroup var recipe: RecipeOptions
    @Option(help: "text or json.") var format = Format.text
    @Flag(help: "Print the table recipe key ↔ flags instead.") var explain = false
    @Option(help: ArgumentHelp("Plan for this version, installed or not; repeatable.", valueName: "tool=version"))
    var toolVersion: [String] = []

    func run() async throws {
        let options = try recipe.options()
        let versions = try ToolVersionArgument.parse(toolVersion)
        let (explain, json) = (explain, format == .json)
        try await CommandShell.run {
            guard explain else { return try await PlanPrinter.show(options, versions: versions, json: json) }
            let recipe = try options.loadRecipe()
            let found = await ToolDirectory(options).found(recipe.tools)
            let rows = MappingTable.rows(
                for: recipe.tools.map { choice in
                    (choice.id, versions[choice.id] ?? choice.version ?? found[choice.id]?.version)
                }
            )
            Console.result(json ? try JSONText.of(rows) : TextGrid.render(rows))
            return .agree
        }
    }
}
