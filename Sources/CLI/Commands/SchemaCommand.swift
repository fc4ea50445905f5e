import ArgumentParser
import Harness

struct SchemaCommand: ParsableCommand {
    enum Subject: String, ExpressibleByArgument, CaseIterable { case recipe, verdict }

    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of recipes or of verdict.json.",
        discussion: "Example: concord schema verdict > verdict.schema.json"
    )

    @Argument(help: "recipe or verdict.") var subject = Subject.recipe

    func run() throws {
        switch subject {
        case .recipe: Console.result(RecipeSchema.json)
        case .verdict: Console.result(VerdictSchema.json)
        }
    }
}
