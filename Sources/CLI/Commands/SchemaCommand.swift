import ArgumentParser
import Harness

struct SchemaCommand: AsyncParsableCommand {
    enum Subject: String, ExpressibleByArgument, CaseIterable { case recipe, verdict, measurement }

    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of recipes, of verdict.json or of measurement.json.",
        discussion: "Example: concord schema verdict > verdict.schema.json"
    )

    @Argument(help: "recipe, verdict or measurement.") var subject = Subject.recipe

    func run() async throws {
        let subject = subject
        try await CommandShell.run {
            switch subject {
            case .recipe: Console.result(RecipeSchema.json)
            case .verdict: Console.result(VerdictSchema.json)
            case .measurement: Console.result(MeasurementSchema.json)
            }
            return .agree
        }
    }
}
