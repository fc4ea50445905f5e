import ArgumentParser
import BenchModel
import Harness

struct HistoryCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument { case text, json }

    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Lists past runs, the newest first.",
        discussion: "Example: concord history --limit 5"
    )

    @Option(help: "How many at most.", transform: NumberArgument.whole(.listed)) var limit = 20
    @Option(help: "text or json.") var format = Format.text

    func run() async throws {
        let (limit, json) = (limit, format == .json)
        try await CommandShell.run {
            let entries = try HistoryStore(path: Surroundings.historyPath).entries(limit: limit)
            guard !json else {
                Console.result(try JSONText.of(entries))
                return .agree
            }
            let rows = entries.map { [$0.finished, $0.recipe, $0.verdict.rawValue, $0.folder] }
            Console.result(
                rows.isEmpty ? "no runs yet" : TextGrid.render([["finished", "recipe", "verdict", "folder"]] + rows)
            )
            return .agree
        }
    }
}
