import ArgumentParser
import BenchModel
import Harness

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Renders a stored result again; the exit status is its verdict's.",
        discussion: "Example: concord report results/20261122T101500Z-quickstart --format markdown"
    )

    @Argument(help: "A result folder or a verdict.json.") var result: String
    @OptionGroup var output: FormatOption

    func run() async throws {
        let (result, output) = (result, output)
        try await CommandShell.run {
            let document = try StoredVerdict.read(result)
            VerdictPrinter.show(document, output)
            return ExitStatus(document.verdict)
        }
    }
}
