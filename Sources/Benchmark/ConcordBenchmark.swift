import ArgumentParser
import BenchModel

/// The program that measures what a client costs, Concord's own against others and against the least that is possible.
@main
struct ConcordBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "concord-benchmark",
        abstract: "Measures the native engine beside a floor in C and the external tools, in turn, on the simulator.",
        discussion: "Example: concord-benchmark --scenario paced --rounds 3 --json paced.json",
        version: Release.version,
        subcommands: [MeasureCommand.self, FloorCommand.self, VerdictCommand.self, MutateCommand.self],
        defaultSubcommand: MeasureCommand.self
    )
}
