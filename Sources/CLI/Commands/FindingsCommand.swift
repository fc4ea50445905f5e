import ArgumentParser
import Harness

struct FindingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "findings",
        abstract: "Prints every cause that a finding can name: what it means, how it is told, what to do.",
        discussion: "Example: concord findings --format json"
    )

    @Option(help: "text, json or markdown.") var format = CauseCatalogueReport.Format.text

    func run() async throws {
        let format = format
        try await CommandShell.run {
            Console.result(CauseCatalogueReport.render(as: format))
            return .agree
        }
    }
}
