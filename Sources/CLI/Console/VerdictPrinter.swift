import BenchModel
import Harness

/// Prints a verdict in the asked format.
enum VerdictPrinter {
    static func show(_ document: VerdictDocument, _ option: FormatOption) {
        Console.result(
            VerdictReport.render(
                document,
                as: option.format,
                width: Surroundings.terminalWidth,
                color: Surroundings.stdoutIsTerminal,
                verbose: option.verbose
            )
        )
    }
}
