import ArgumentParser
import BenchModel
import Harness

struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Gives a verdict on outputs that exist already; needs neither server nor recipe.",
        discussion: """
            A PATH is a console text, a JSON or SQLite file, a folder holding any of them, or a result folder.
            Example: concord compare vllm=vllm.txt evalscope=outputs/
            """
    )

    @Argument(help: ArgumentHelp("At least two; the first is the reference.", valueName: "tool=path"))
    var inputs: [String]
    @OptionGroup var output: FormatOption
    @Option(help: "Tolerance, such as 3%.") var tolerance: String?
    @Option(help: "best, canonical or reported.") var view = Gate.View.best
    @Option(help: ArgumentHelp("Accept an approximation, such as prompt_length.", valueName: "name")) var allow:
        [Approximation] = []

    func run() async throws {
        let inputs = try inputs.map { text in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ValidationError("\(text): expected TOOL=PATH, such as vllm=result.json")
            }
            return (tool: ToolID(parts[0]), path: parts[1])
        }
        var terms = ComparisonTerms()
        if let tolerance {
            guard let share = ShareArgument.parse(tolerance) else {
                throw ValidationError("--tolerance \(tolerance): expected a share such as 3%")
            }
            terms.tolerance.share = share
        }
        terms.gate.view = view
        terms.allow = Set(allow)
        let output = output
        try await CommandShell.run { [terms] in
            let document = try OutputComparison.compare(inputs, terms: terms)
            VerdictPrinter.show(document, output)
            return ExitStatus(document.verdict)
        }
    }
}

extension Gate.View: ExpressibleByArgument {}
extension Approximation: ExpressibleByArgument {}
