import BenchModel
import Foundation
import ToolAdapters

/// The recipe as a probe runs it: one request at a time and one in all, the rest as it is.
enum ProbeJob {
    static func recipe(from recipe: Recipe) -> Recipe {
        var recipe = recipe
        let defaults = Workload()
        recipe.workload.requests = 1
        recipe.workload.concurrency = 1
        recipe.workload.rate = nil
        recipe.workload.rampUpStrategy = nil
        recipe.workload.rampUpStartRPS = nil
        recipe.workload.rampUpEndRPS = nil
        recipe.workload.burstiness = defaults.burstiness
        return recipe
    }

    /// Makes that recipe's jobs, with a prompt file of one line where tools share prompts.
    static func factory(from factory: JobFactory, folder: ResultFolder) throws(HarnessError) -> JobFactory {
        var probing = factory
        probing.recipe = recipe(from: factory.recipe)
        guard let file = factory.promptFile else { return probing }
        let path = folder.file("probe/prompts.jsonl")
        try folder.makeFolder(folder.file("probe"))
        let lines: [PromptLines.Line]
        do throws(OutputError) { lines = try PromptLines.readLines(file) } catch { throw .output(error) }
        do { try PromptLines.write(Array(lines.prefix(1)), to: path, api: factory.recipe.api) } catch {
            throw .cannotWrite(path: path, reason: ResultFolder.reason(error))
        }
        probing.promptFile = path
        return probing
    }
}
