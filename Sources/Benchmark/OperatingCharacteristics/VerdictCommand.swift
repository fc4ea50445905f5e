import ArgumentParser
import BenchModel

struct VerdictCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verdict",
        abstract: "Simulates sessions with known ratios and prints how often each verdict falls, as Markdown.",
        discussion: """
            The figures are drawn, the judge and its looks are the real ones. Ends with status 1 when the verdict errs more \
            often than it may.
            Example: concord-benchmark verdict --trials 4000 --seed 1
            """
    )

    @Option(help: "Sessions of each kind.") var trials = 4000
    @Option(help: "Decides what is drawn.") var seed = 1

    func validate() throws {
        guard trials >= 1 else { throw ValidationError("--trials \(trials): expected at least 1") }
    }

    func run() async throws {
        let characteristics = OperatingCharacteristics(trials: trials, seed: seed)
        let tables = await characteristics.tables { Console.note($0) }
        let requirements = OutcomeRequirement.all(tables)
        let short = tables.filter { $0.isSequential && $0.halfStep == 0 && $0.rounds.maximum != 10 }
        Console.result("## Required\n")
        for requirement in requirements {
            Console.result("- \(requirement.isMet ? "met" : "missed"): \(requirement.text)")
        }
        Console.result("\n## In short\n")
        Console.result(short.map(OutcomeTable.short).joined(separator: "\n\n"))
        Console.result("\n## In full (\(trials) sessions each, seed \(seed); in brackets 95 % upper bounds)\n")
        Console.result(tables.map(OutcomeTable.full).joined(separator: "\n\n"))
        if requirements.contains(where: { !$0.isMet }) { throw ExitCode.failure }
    }
}
