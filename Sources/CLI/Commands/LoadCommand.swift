import ArgumentParser
import BenchModel
import Harness

struct LoadCommand: ThreadedCommand {
    enum Format: String, ExpressibleByArgument { case text, json }

    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Runs the native engine alone against a server: a plain LLM load tester.",
        discussion: """
            Example: concord load http://127.0.0.1:8000 --rate 20 --duration 30s --input-tokens 100 \
            --output-tokens 100 --slo ttft=200ms,tpot=20ms

            The exit status is 3 when requests failed or when the engine itself was the bottleneck.
            """
    )

    @Argument(help: "Base URL of the server.") var url: String
    @Option(help: "Model name; asked from the server if not given.") var model: String?
    @Option(help: "chat or completions.") var api = API.chat
    @OptionGroup(title: "Load") var shape: LoadShapeOptions
    @OptionGroup(title: "Requests") var content: LoadContentOptions
    @OptionGroup(title: "Connections") var limits: LoadLimitOptions
    @Option(
        help: ArgumentHelp(
            "Most that a good request's ttft, tpot or e2el may be; repeatable, or a list with commas.",
            valueName: "metric=duration"
        )
    ) var slo: [String] = []
    @Option(help: "text or json.") var format = Format.text

    func run() async throws {
        var workload = Workload()
        try shape.apply(to: &workload)
        try content.apply(to: &workload)
        let slo = try ServiceLevelArgument.parse(slo)
        guard limits.stream || slo?.limits.keys.contains(where: { $0 != .e2el }) != true else {
            throw ValidationError("without streaming there is no ttft or tpot. Use --slo e2el=… only.")
        }
        let load = LoadRun(
            url: url,
            model: model,
            api: api,
            workload: workload,
            options: try limits.options(shape),
            slo: slo,
            warmup: shape.warmup,
            environment: Surroundings.environment
        )
        let printer = LoadPrinter(isJSON: format == .json, duration: shape.duration)
        try await CommandShell.run {
            let document = try await load.run { printer.show($0) }
            return try printer.show(document)
        }
    }
}

extension API: ExpressibleByArgument {}
