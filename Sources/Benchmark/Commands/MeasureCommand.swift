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
        OpenFileLimit.raise()
        let machine = MachineState()
        let directory = try ClientDirectory(environment: ProcessInfo.processInfo.environment)
        let session = BenchmarkSession(
            scenarios: chosenScenarios,
            clients: chosenClients,
            rounds: rounds,
            onProgress: { Console.note($0) },
            onResult: { Console.result(ResultTable.render($0) + "\n") }
        )
        let outcome = try await Interruption.run { try await session.run(directory) }
        if let json {
            let document = ResultDocument(outcome, machine: machine, quick: quick, date: Date())
            try Data(document.json.utf8).write(to: URL(filePath: json), options: .atomic)
        }
        Console.result(ResultTable.summary(outcome.results))
        if outcome.results.contains(where: \.hasFailures) { throw ExitCode.failure }
    }

    private var chosenScenarios: [Scenario] {
        let all = quick ? ScenarioCatalogue.quick : ScenarioCatalogue.all
        return scenario.isEmpty ? all : all.filter { scenario.contains($0.name) }
    }

    private var chosenClients: [Client] {
        if !clients.isEmpty { return Client.allCases.filter { clients.contains($0) } }
        return quick ? [.floor, .native, .tapped] : Client.allCases
    }
}

extension Client: ExpressibleByArgument {}
