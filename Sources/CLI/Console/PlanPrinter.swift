import BenchModel
import Harness
import ToolAdapters

/// Prints plans as copy-paste shell or as JSON.
enum PlanPrinter {
    static func show(_ options: RunOptions, versions: [ToolID: ToolVersion], json: Bool) async throws -> ExitStatus {
        let recipe = try options.loadRecipe()
        let found = await ToolDirectory(options).found(recipe.tools)
        let plans = try PlanService.plan(recipe, versions: versions, found: found)
        Console.result(json ? try JSONText.of(plans, isExact: true) : plans.map(shell).joined(separator: "\n\n"))
        return .agree
    }

    private static func shell(_ plan: ToolPlan) -> String {
        var lines = ["# " + (plan.version.map { "\(plan.tool) \($0)" } ?? plan.tool.rawValue)]
        lines += plan.notes.map { "# note: \(VisibleText.line($0))" }
        if let expected = plan.expectedInput {
            lines.append("# the server is expected to see: \(VisibleText.line(expected))")
        }
        lines.append(ShellQuoting.block(plan.argv, env: plan.env))
        return lines.joined(separator: "\n")
    }
}
