import ArgumentParser
import BenchModel
import Harness

struct RunCommand: ThreadedCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs every tool of a recipe against its server and gives a verdict.",
        discussion: """
            Example: concord run recipes/quickstart.yaml --rounds 3
            A run that was stopped, however it was, goes on after its last whole round with --resume; it takes the same \
            recipe and options.
            Exit status: 0 agree, 1 disagree, 2 inconclusive, 3 invalid run, 64 bad usage or recipe, 69 server or tool \
            not available, 70 internal error, 130 interrupted.
            """
    )

    @OptionGroup var recipe: RecipeOptions
    @OptionGroup var output: FormatOption
    @Option(help: "Run exactly this many rounds.", transform: NumberArgument.whole(.rounds)) var rounds: Int?
    @Option(help: "Parent folder of the result folder.") var out = "results"
    @Flag(name: .customLong("no-tap"), help: "Let the tools talk to the server without a recording proxy.")
    var noTap = false
    @Flag(
        name: .customLong("no-probe"),
        help: "Do not compare one request of each tool before the first round; nor does --no-tap."
    ) var noProbe = false
    @Option(
        defaultAsFlag: ResumeChoice.newest,
        parsing: .next,
        help: ArgumentHelp(
            "Go on with the stopped session of that result folder; without one, with the recipe's newest below --out.",
            valueName: "folder"
        )
    ) var resume: ResumeChoice? = nil
    @Flag(help: "Print the command lines and stop.") var dryRun = false

    func run() async throws {
        var options = try recipe.options()
        options.rounds = rounds
        options.outFolder = out
        options.usesTap = !noTap
        options.historyPath = Surroundings.historyPath
        options.probes = !noProbe
        options.calibrationPath = Surroundings.calibrationPath
        options.resume = resume
        let (dryRun, output) = (dryRun, output)
        try await CommandShell.run { [options] in
            if dryRun { return try await PlanPrinter.show(options, versions: [:], json: output.format == .json) }
            return try await RunPrinter(options).run { VerdictPrinter.show($0, output) }
        }
    }
}

extension ResumeChoice: ExpressibleByArgument {
    package init?(argument: String) { self = .folder(argument) }
}
