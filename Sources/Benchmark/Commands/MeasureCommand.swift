import ArgumentParser
import BenchModel
import Foundation
import Traffic

struct MeasureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Runs the scenarios and prints a table of each.",
        discussion: "Example: concord-benchmark --scenario paced --clients floor native --rounds 3 --json paced.json"
    )

    @Option(parsing: .upToNextOption, help: "Scenarios by name, instead of all.") var scenario: [String] = []
    @Option(
        parsing: .upToNextOption,
        help: "Clients, instead of all that are installed: floor, native, vllm-rs, vllm, evalscope."
    ) var clients: [Client] = []
    @Option(help: "Rounds; each runs every client once, in a rotated order.") var rounds = 5
    @Flag(help: "One small round of few scenarios with floor and engine: does everything work?") var quick = false
    @Option(help: "File for the results as JSON.") var json: String?

    func validate() throws {
        let known = ScenarioCatalogue.all.map(\.name)
        for name in scenario where !known.contains(name) {
            throw ValidationError("--scenario \(name): expected one of \(known.joined(separator: ", "))")
        }
        guard rounds >= 1 else { throw ValidationError("--rounds \(rounds): expected at least 1") }
    }

    func run() async throws {
        let (scenarios, wanted) = (chosenScenarios, chosenClients)
        try await Interruption.run {
            OpenFileLimit.raise()
            let place = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            let executable = Bundle.main.executableURL ?? place
            let concord = executable.deletingLastPathComponent().appending(path: "concord").path
            guard FileManager.default.isExecutableFile(atPath: concord) else {
                Console.error("there is no \(concord). Build it: swift build -c release --product concord")
                throw ExitCode.failure
            }
            let scratch = ScratchFolder()
            defer { scratch.remove() }
            let tokenizer = scratch.path + "/tokenizer"
            try WordTokenizer().write(to: tokenizer)
            let directory = ClientDirectory(
                concord: concord,
                benchmark: executable.path,
                environment: ProcessInfo.processInfo.environment
            )
            var programs: [ClientProgram] = []
            for client in wanted {
                if let program = try await directory.find(client, tokenizer: tokenizer) {
                    programs.append(program)
                } else {
                    Console.note(
                        "\(client.rawValue) is not installed: concord tools install vllm@0.32.0 evalscope@1.14.1"
                    )
                }
            }
            let runner = RoundRunner(
                programs: programs,
                concord: concord,
                folder: scratch.path,
                onProgress: { Console.note($0) }
            )
            var results: [ScenarioResult] = []
            for scenario in scenarios {
                results.append(try await runner.run(scenario, rounds: rounds))
                Console.result(ResultTable.render(results[results.count - 1]) + "\n")
            }
            guard let json else { return }
            let versions = Dictionary(uniqueKeysWithValues: programs.map { ($0.client, $0.version) })
            let document = ResultDocument(results, versions: versions, quick: quick, date: Date())
            try Data(document.json.utf8).write(to: URL(filePath: json), options: .atomic)
        }
    }

    private var chosenScenarios: [Scenario] {
        let all = quick ? ScenarioCatalogue.quick : ScenarioCatalogue.all
        return scenario.isEmpty ? all : all.filter { scenario.contains($0.name) }
    }

    private var chosenClients: [Client] {
        if !clients.isEmpty { return clients }
        return quick ? [.floor, .native] : Client.allCases
    }
}

extension Client: ExpressibleByArgument {}
