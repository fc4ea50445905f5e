package import BenchModel
package import ToolAdapters
import Foundation

/// `concord plan`: every tool's command line without a server.
package enum PlanService {
    /// - Parameters:
    ///   - versions: Versions to plan for, by tool; they win over the recipe's and over what is installed.
    ///   - found: Tools that are installed, for their version and command. A tool that is not is planned at its default.
    /// - Throws: `HarnessError.translation` for the first tool that cannot express the recipe.
    package static func plan(
        _ recipe: Recipe,
        versions: [ToolID: ToolVersion],
        found: [ToolID: InstalledTool]
    ) throws(HarnessError) -> [ToolPlan] {
        var (recipe, notes) = RecipePinning.pin(recipe)
        var factory = JobFactory(recipe: recipe, baseURL: baseURL(of: recipe))
        if recipe.workload.prompts != .own { factory.promptFile = "results/RUN/prompts.jsonl" }
        if case .simulate = recipe.server { factory.defaultTokenizer = "results/RUN/tokenizer" }
        if recipe.workload.lengths == .aligned, recipe.api == .chat {
            factory.templateTokens = 0
            notes.append("the chat template's tokens are measured when the recipe is run; here they count as 0")
        }
        var plans: [ToolPlan] = []
        for choice in recipe.tools {
            guard let adapter = Tools.adapter(for: choice.tool) else {
                throw .unknownTool(name: choice.tool.rawValue, known: Tools.all.map(\.id.rawValue))
            }
            let installed = found[choice.id]
            let version = versions[choice.id] ?? choice.version ?? installed?.version ?? adapter.defaultVersion
            let command =
                installed.flatMap { $0.version == version ? $0.command : nil } ?? choice.command
                ?? adapter.distribution.map { [$0.executable] + $0.subcommand } ?? []
            let setup = ToolSetup(adapter: adapter, choice: choice, version: version, command: command)
            let job = factory.job(
                for: setup,
                outputFolder: "results/RUN/round-1/\(choice.id)",
                salt: "RUN-1-\(choice.id)"
            )
            do throws(TranslationError) {
                var plan = try adapter.plan(job)
                plan.tool = choice.id
                plan.notes += notes
                plans.append(plan)
            } catch { throw .translation(error) }
        }
        return plans
    }

    /// The address that plans show before there is a server.
    private static func baseURL(of recipe: Recipe) -> String {
        switch recipe.server {
        case .url(let url): BaseURL.trimmed(url)
        case .launch(let launch): BaseURL.trimmed(launch.url)
        case .simulate(let simulation): "http://127.0.0.1:\(simulation.port == 0 ? 8000 : simulation.port)"
        }
    }
}
