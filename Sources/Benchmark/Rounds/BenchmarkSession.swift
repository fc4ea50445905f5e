import Foundation
import Traffic

/// All scenarios one after the other, with the clients that are at hand.
struct BenchmarkSession: Sendable {
    let scenarios: [Scenario]
    let clients: [Client]
    let rounds: Int
    /// Gets a line when something begins or is done.
    let onProgress: @Sendable (String) -> Void
    /// Gets each scenario's result as soon as it is there.
    let onResult: @Sendable (ScenarioResult) -> Void

    struct Outcome: Sendable {
        var results: [ScenarioResult] = []
        var versions: [Client: String] = [:]
    }

    func run(_ directory: ClientDirectory) async throws -> Outcome {
        let scratch = ScratchFolder()
        defer { scratch.remove() }
        let tokenizer = scratch.path + "/tokenizer"
        try WordTokenizer().write(to: tokenizer)
        let programs = try await programs(directory, tokenizer: tokenizer)
        let runner = RoundRunner(
            programs: programs,
            concord: directory.concord,
            folder: scratch.path,
            onProgress: onProgress
        )
        var outcome = Outcome()
        outcome.versions = Dictionary(uniqueKeysWithValues: programs.map { ($0.client, $0.version) })
        for scenario in scenarios {
            let result = try await runner.run(scenario, rounds: rounds)
            onResult(result)
            outcome.results.append(result)
        }
        return outcome
    }

    private func programs(_ directory: ClientDirectory, tokenizer: String) async throws -> [ClientProgram] {
        var programs: [ClientProgram] = []
        for client in clients {
            if let program = try await directory.find(client, tokenizer: tokenizer) {
                programs.append(program)
            } else {
                onProgress("\(client.rawValue) is left out: not installed ('concord tools install' does that)")
            }
        }
        return programs
    }
}
