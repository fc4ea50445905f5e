import ArgumentParser
import Harness

struct SchemaCommand: AsyncParsableCommand {
    enum Subject: String, ExpressibleByArgument, CaseIterable { case recipe, verdict }

    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of recipes or of verdict.json.",
        discussion: "Example: concord schema verdict > verdict.schema.json"
    )

    @Argument(help: "recipe or verdict.") var subject = Subject.recipe

    func run() async throws {
        let subject = subject
        try await CommandShell.run {
            switch subject {
            case .recipe: Console.result(RecipeSchema.json)
            case .verdict: Console.result(VerdictSchema.json)
            }
            return .agree
        }
    }
}
