import ArgumentParser
import BenchModel
import Harness

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs every tool of a recipe against its server and gives a verdict.",
        discussion: """
            Example: concord run recipes/quickstart.yaml --rounds 3
            Exit status: 0 agree, 1 disagree, 2 inconclusive, 3 invalid run, 64 bad usage or recipe, 69 server or tool \
            not available, 70 internal error, 130 interrupted.
            """
    )

    @OptionGroup var recipe: RecipeOptions
    @OptionGroup var output: FormatOption
    @Option(help: "Run exactly this many rounds.") var rounds: Int?
    @Option(help: "Parent folder of the result folder.") var out = "results"
    @Flag(name: .customLong("no-tap"), help: "Let the tools talk to the server without a recording proxy.")
    var noTap = false
    @Flag(
        name: .customLong("no-probe"),
        help: "Do not compare one request of each tool before the first round; nor does --no-tap."
    ) var noProbe = false
    @Flag(help: "Print the command lines and stop.") var dryRun = false

    func run() async throws {
        var options = try recipe.options()
        options.rounds = rounds
        options.outFolder = out
        options.usesTap = !noTap
        options.historyPath = Surroundings.historyPath
        options.probes = !noProbe
        options.calibrationPath = Surroundings.calibrationPath
        let (dryRun, output) = (dryRun, output)
        try await CommandShell.run { [options] in
            if dryRun { return try await PlanPrinter.show(options, versions: [:], json: output.format == .json) }
            let result = try await Session(options, onEvent: EventPrinter.show).run()
            VerdictPrinter.show(result.document, output)
            Console.note("· results are in \(result.folder)")
            return result.interrupted ? .interrupted : ExitStatus(result.document.verdict)
        }
    }
}
