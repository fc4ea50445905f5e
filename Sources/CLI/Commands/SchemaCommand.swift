import ArgumentParser
import Harness

struct SchemaCommand: AsyncParsableCommand {
    enum Subject: String, ExpressibleByArgument, CaseIterable { case recipe, verdict, measurement, probe }

    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of recipes, of verdict.json, of measurement.json or of what probe prints.",
        discussion: "Example: concord schema verdict > verdict.schema.json"
    )

    @Argument(help: "recipe, verdict, measurement or probe.") var subject = Subject.recipe

    func run() async throws {
        let subject = subject
        try await CommandShell.run {
            switch subject {
            case .recipe: Console.result(RecipeSchema.json)
            case .verdict: Console.result(VerdictSchema.json)
            case .measurement: Console.result(MeasurementSchema.json)
            case .probe: Console.result(ProbeSchema.json)
            }
            return .agree
        }
    }
}
