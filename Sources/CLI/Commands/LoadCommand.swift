import ArgumentParser
import BenchModel
import Harness

struct LoadCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument { case text, json }

    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Runs the native engine alone against a server: a plain LLM load tester.",
        discussion: """
            Example: concord load http://127.0.0.1:8000 --concurrency 50 --requests 500 --input-tokens 100 \
            --output-tokens 100
            """
    )

    @Argument(help: "Base URL of the server.") var url: String
    @Option(help: "Model name; asked from the server if not given.") var model: String?
    @Option(help: "chat or completions.") var api = API.chat
    @Option(help: "Requests under way at once, or unlimited. (default: 1; unlimited with --rate)")
    var concurrency: ConcurrencyLimit?
    @Option(help: "Requests per second, each sent when it is due; without it, as soon as a slot is free.")
    var rate: Double?
    @Option(help: "linear or exponential: a rate that rises from request to request, instead of --rate.")
    var rampUp: RampUp.Strategy?
    @Option(help: "With --ramp-up: requests per second at the first request.") var rampUpStart: Double?
    @Option(help: "With --ramp-up: requests per second at the last request.") var rampUpEnd: Double?
    @Option(help: "With --rate or --ramp-up: shape of the gamma-distributed gaps; 1 is Poisson, inf is constant spacing.")
    var burstiness = 1.0
    @Option(help: "Requests in all.") var requests = 100
    @Option(help: "Prompt tokens as the server counts them.") var inputTokens = 100
    @Option(help: "Tokens of a prefix that all prompts share, added to the input.") var prefixTokens = 0
    @Option(help: "Output tokens a request.") var outputTokens = 100
    @Option(help: "Lengths vary uniformly by this share, in [0, 1).") var rangeRatio = 0.0
    @Option(help: "JSONL file with one object with \"prompt\" a line, instead of made prompts.") var prompts: String?
    @Flag(inversion: .prefixedNo, help: "Ask for exactly the output tokens.") var ignoreEos = true
    @Option(help: "Seed of the prompts and arrivals.") var seed = 0
    @Option(help: ArgumentHelp("Header to send; repeatable.", valueName: "name=value")) var header: [String] = []
    @Option(help: "Environment variable that holds the API key.") var apiKeyEnv: String?
    @Option(help: "JSON object merged into every body.") var body: String?
    @Option(help: "text or json.") var format = Format.text

    func run() async throws {
        var workload = Workload()
        workload.rate = rate
        workload.rampUpStrategy = rampUp
        workload.rampUpStartRPS = rampUpStart
        workload.rampUpEndRPS = rampUpEnd
        workload.concurrency = concurrency.map(\.number) ?? (workload.isOpenLoop ? nil : 1)
        workload.burstiness = burstiness
        workload.requests = requests
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
        guard requests >= 1, inputTokens >= 1, outputTokens >= 1, (0..<1).contains(rangeRatio) else {
            throw ValidationError("requests and tokens must be at least 1, and the range ratio in [0, 1)")
        }
        guard rate.map({ $0 > 0 && $0.isFinite }) ?? true, burstiness > 0 else {
            throw ValidationError("the rate and the burstiness must be greater than 0, and the rate finite")
        }
        guard [rampUp != nil, rampUpStart != nil, rampUpEnd != nil].allSatisfy({ $0 == (workload.rampUp != nil) }),
            rate == nil || rampUp == nil
        else {
            throw ValidationError(
                "a ramp-up takes the place of --rate and needs --ramp-up, --ramp-up-start greater than 0, and "
                    + "--ramp-up-end not below that"
            )
        }
        guard workload.isOpenLoop || (workload.concurrency != nil && burstiness == 1) else {
            throw ValidationError("'--concurrency unlimited' and --burstiness need --rate or --ramp-up")
        }
        let load = LoadRun(url: url, model: model, api: api, workload: workload, environment: Surroundings.environment)
        let json = format == .json
        try await CommandShell.run {
            let document = try await load.run { Console.progress($0) }
            Console.result(json ? try JSONText.of(document) : TextGrid.render(MeasurementTable.rows(of: document)))
            if document.interrupted { return .interrupted }
            return document.requests.failed > 0 || document.requests.completed == 0 ? .invalid : .agree
        }
    }
}

extension API: ExpressibleByArgument {}
extension RampUp.Strategy: ExpressibleByArgument {}
