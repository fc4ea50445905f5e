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

            Of a PATH that holds several runs, such as the log of a sweep, one is named by its number: PATH#2. Without it \
            they are listed, each with its line, load and number of requests.
            Example: concord compare vllm=sweep.log#2 evalscope=outputs/parallel_8_number_80

            With --baseline, one tool's figures are held against its own of another time: did the server become slower? \
            Results whose recipe, tool version or kind of machine differ are refused. The address of the server and the \
            rules of the verdict may differ; those of the second result hold.
            Example: concord compare --baseline results/before results/after
            """
    )

    @Argument(
        help: ArgumentHelp(
            "At least two; the first is the reference. With --baseline one PATH or TOOL=PATH.",
            valueName: "tool=path"
        )
    ) var inputs: [String]
    @Option(help: ArgumentHelp("The result to compare with: a result folder or a tool's output.", valueName: "path"))
    var baseline: String?
    @Option(
        help: ArgumentHelp(
            "With --baseline: which tool. Default: the reference of the stored verdict, else the only one.",
            valueName: "name"
        )
    ) var tool: String?
    @Option(
        help: ArgumentHelp(
            "With --baseline: compare although these differ, of recipe, version and machine.",
            valueName: "a,b"
        )
    ) var allowDifferent: String?
    @OptionGroup var output: FormatOption
    @Option(help: "Tolerance, such as 3%.", transform: NumberArgument.share) var tolerance: Double?
    @Option(help: "best, canonical or reported. Default: the recipe's with --baseline, else best.") var view: Gate.View?
    @Option(help: ArgumentHelp("Accept an approximation, such as prompt_length.", valueName: "name")) var allow:
        [Approximation] = []

    func validate() throws {
        if baseline == nil, tool != nil || allowDifferent != nil {
            throw ValidationError("--tool and --allow-different belong to --baseline")
        }
        if baseline != nil, inputs.count != 1 {
            throw ValidationError(
                "--baseline takes one other result, such as `concord compare --baseline BEFORE AFTER`"
            )
        }
    }

    func run() async throws {
        let (share, output) = (tolerance, output)
        if let baseline {
            let compare = try comparison(with: baseline, share)
            return try await CommandShell.run {
                let document = try compare()
                if let tool = document.tools.last {
                    Console.note("· \(tool.name)\(tool.version.map { " \($0)" } ?? "") is compared with itself")
                }
                VerdictPrinter.show(document, output)
                return ExitStatus(document.verdict)
            }
        }
        let inputs = try inputs.map { text in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ValidationError("\(text): expected TOOL=PATH, such as vllm=result.json")
            }
            return (tool: ToolID(parts[0]), path: parts[1])
        }
        var terms = ComparisonTerms()
        if let share { terms.tolerance.share = share }
        if let view { terms.gate.view = view }
        terms.allow = Set(allow)
        try await CommandShell.run { [terms] in
            let document = try OutputComparison.compare(inputs, terms: terms)
            VerdictPrinter.show(document, output)
            return ExitStatus(document.verdict)
        }
    }

    private func comparison(with baseline: String, _ share: Double?) throws -> @Sendable () throws -> VerdictDocument {
        let names = allowDifferent?.split(separator: ",").map(String.init) ?? []
        let aspects = try names.map { name in
            guard let aspect = ResultDifferences.Aspect(rawValue: name) else {
                throw ValidationError("--allow-different \(name): expected some of recipe, version and machine")
            }
            return aspect
        }
        let (path, tool, view, allow) = (inputs[0], tool, view, allow)
        return {
            var comparison = BaselineComparison(baseline: try StoredResult(baseline), result: try StoredResult(path))
            comparison.tool = tool.map { ToolID($0) }
            comparison.share = share
            comparison.view = view
            comparison.allow = Set(allow)
            comparison.mayDiffer = Set(aspects)
            return try comparison.compare()
        }
    }
}

extension Gate.View: ExpressibleByArgument {}
extension Approximation: ExpressibleByArgument {}
