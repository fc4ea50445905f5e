import ArgumentParser
import BenchModel
import Harness

extension ProbeReport.Format: ExpressibleByArgument {}

struct ProbeCommand: ThreadedCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe",
        abstract: "Sends one request of each tool through the tap and compares them field by field.",
        discussion: """
            Example: concord probe recipes/shared-prompts.yaml
            With a vLLM server that logs its requests, --server-log FILE compares what it sampled by as well.
            Exit status: 0 the same work, 1 different work, 3 a tool failed or sent nothing.
            """
    )

    @OptionGroup var recipe: RecipeOptions
    @Option(help: "text, json or markdown.") var format = ProbeReport.Format.text
    @Flag(help: "List what is the same as well.") var verbose = false
    @Option(help: "The server's log, to which vLLM writes with --enable-log-requests.") var serverLog: String?
    @Option(help: "Parent folder of the result folder.") var out = "results"

    func run() async throws {
        var options = try recipe.options()
        options.outFolder = out
        let (format, verbose, serverLog) = (format, verbose, serverLog)
        try await CommandShell.run { [options] in
            let session = ProbeSession(options, serverLog: serverLog, onEvent: EventPrinter.show)
            let (document, folder) = try await session.run()
            let report = ProbeReport(document, verbose: verbose)
            switch format {
            case .text:
                let width = Surroundings.terminalWidth
                Console.result(report.text(width: width, color: Surroundings.stdoutIsTerminal))
            case .json: Console.result(try JSONText.of(document))
            case .markdown: Console.result(report.markdown())
            }
            Console.note("· results are in \(folder)")
            return document.isSame ? .agree : .disagree
        }
    }
}
