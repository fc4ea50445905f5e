import ArgumentParser
import BenchModel
import Harness

struct CalibrateCommand: ThreadedCommand {
    enum Format: String, ExpressibleByArgument { case text, json }

    static let configuration = CommandConfiguration(
        commandName: "calibrate",
        abstract:
            "Runs every tool against the simulator and says how far its figures are from the truth, and from which load.",
        discussion: """
            With a recipe its tools, lengths and tolerance are taken. What was found is remembered for this machine: \
            `run` then warns when a recipe asks for more than a tool can do.
            Example: concord calibrate --tools vllm,native --loads 1,8,50
            Exit status: 0 whatever the bias, 3 a tool failed, 64 bad usage or recipe, 69 tool not available, \
            130 interrupted.
            """
    )

    @Argument(help: "A recipe, a YAML file; its server is not used.") var recipe: String?
    @Option(help: ArgumentHelp("Only these tools, in this order.", valueName: "a,b")) var tools: String?
    @Option(
        help: ArgumentHelp("Requests under way at once, such as 1,8,50.", valueName: "n,n"),
        transform: NumberArgument.list(.concurrency)
    ) var loads: [Int]?
    @Option(help: "Tolerance, such as 3%.", transform: NumberArgument.share) var tolerance: Double?
    @Flag(help: "Tiny cells, to see that everything works; the native engine alone unless --tools is given.")
    var quick = false
    @Option(help: "Parent folder of the result folder.") var out = "results"
    @Flag(name: .customLong("no-save"), help: "Do not remember it for later runs.") var noSave = false
    @Option(help: "text or json.") var format = Format.text
    @Flag(help: "Show the tables of every metric, not of TTFT alone.") var verbose = false

    func run() async throws {
        var options = CalibrationOptions(
            cacheFolder: Surroundings.cacheFolder,
            environment: Surroundings.environment
        )
        options.recipePath = recipe
        options.tools = tools?.split(separator: ",").map { ToolID(String($0)) }
        options.loads = loads
        options.tolerance = tolerance
        options.isQuick = quick
        options.outFolder = out
        options.storePath = noSave ? nil : Surroundings.calibrationPath
        let (format, verbose) = (format, verbose)
        try await CommandShell.run { [options] in
            let result = try await CalibrationSession(options, onEvent: EventPrinter.show).run()
            Console.result(try Self.text(of: result.document, format, verbose: verbose))
            Console.note("· results are in \(result.folder)")
            if result.isSaved { Console.note("· saved; `concord run` knows of it") }
            return ExitStatus(result.document)
        }
    }

    private static func text(of document: CalibrationDocument, _ format: Format, verbose: Bool) throws -> String {
        switch format {
        case .json: try JSONText.of(document)
        case .text:
            CalibrationReport.text(
                document,
                width: Surroundings.terminalWidth,
                color: Surroundings.stdoutIsTerminal,
                verbose: verbose
            )
        }
    }
}
