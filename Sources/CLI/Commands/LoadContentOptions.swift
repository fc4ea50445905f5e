import ArgumentParser
import BenchModel
import Harness

/// What the requests of `concord load` hold.
struct LoadContentOptions: ParsableArguments {
    @Option(help: "Prompt tokens as the server counts them.", transform: NumberArgument.whole(.tokens))
    var inputTokens = 100
    @Option(
        help: "Tokens of a prefix that all prompts share, added to the input.",
        transform: NumberArgument.whole(.prefixTokens)
    ) var prefixTokens = 0
    @Option(help: "Output tokens a request.", transform: NumberArgument.whole(.tokens)) var outputTokens = 100
    @Option(help: "Lengths vary uniformly by this share, in [0, 1).", transform: NumberArgument.real(.rangeRatio))
    var rangeRatio = 0.0
    @Option(help: "JSONL file with one object with \"prompt\" a line, instead of made prompts.") var prompts: String?
    @Flag(inversion: .prefixedNo, help: "Ask for exactly the output tokens.") var ignoreEos = true
    @Option(help: "Seed of the prompts and arrivals.", transform: NumberArgument.whole(.promptSeed)) var seed = 0
    @Option(help: ArgumentHelp("Header to send; repeatable.", valueName: "name=value")) var header: [String] = []
    @Option(help: "Environment variable that holds the API key.") var apiKeyEnv: String?
    @Option(help: "JSON object merged into every body.") var body: String?

    func apply(to workload: inout Workload) throws {
        workload.inputTokens = inputTokens
        workload.prefixTokens = prefixTokens
        workload.outputTokens = outputTokens
        workload.rangeRatio = rangeRatio
        workload.ignoreEOS = ignoreEos
        workload.promptSeed = seed
        workload.apiKeyVariable = apiKeyEnv
        if let prompts {
            workload.prompts = .file
            workload.file = prompts
        }
        for text in header {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw ValidationError("--header \(text): expected NAME=VALUE") }
            workload.headers[parts[0]] = parts[1]
        }
        if let body {
            guard let members = LoadRun.bodyMembers(body) else {
                throw ValidationError("--body \(body): expected a JSON object")
            }
            workload.extraBody = members
            // The printed command lines have all sampling parameters in the body: none is added to those.
            workload.topP = nil
        }
    }
}
