import BenchModel
import Foundation

/// Runs the rounds of one scenario: every client once a round, in an order that moves on by one from round to round.
struct RoundRunner: Sendable {
    let programs: [ClientProgram]
    let concord: String
    /// For the files of the runs.
    let folder: String
    /// Gets a line before each run and one after it.
    let onProgress: @Sendable (String) -> Void

    func run(_ scenario: Scenario, rounds asked: Int) async throws -> ScenarioResult {
        let rounds = min(asked, scenario.mostRounds ?? asked)
        let takers = programs.filter { scenario.clients.contains($0.client) }
        var result = ScenarioResult(scenario)
        for round in 0..<rounds {
            var runs: [Client: Run] = [:]
            for program in Self.order(takers, round: round) {
                onProgress("\(scenario.name), round \(round + 1) of \(rounds): \(program.client.rawValue)")
                let run = try await run(program, scenario)
                onProgress("  " + Self.describe(run))
                runs[program.client] = run
            }
            result.add(runs)
        }
        return result
    }

    static func order<Element>(_ all: [Element], round: Int) -> [Element] {
        all.isEmpty ? [] : (0..<all.count).map { all[($0 + round) % all.count] }
    }

    /// A client that fails is a result; only cancellation ends the rounds.
    private func run(_ program: ClientProgram, _ scenario: Scenario) async throws -> Run {
        do {
            let load = scenario.load(for: program.client)
            let evidence = try await perform(program, load)
            var figures = evidence.figures
            if let requests = scenario.shorterRequests {
                let shorter = try await perform(program, load.with(requests: requests))
                figures[.memoryPerChunk] = Self.memoryPerChunk(evidence, shorter)
            }
            return Run(figures: figures)
        } catch {
            try Task.checkCancellation()
            return Run(failure: "\(error)")
        }
    }

    private func perform(_ program: ClientProgram, _ load: LoadShape) async throws -> RunEvidence {
        try await ClientRun(program: program, load: load, concord: concord, folder: folder + "/run").perform()
    }

    private static func memoryPerChunk(_ long: RunEvidence, _ short: RunEvidence) -> Double? {
        let chunks = Double(long.served.chunks - short.served.chunks)
        guard chunks > 0, let most = long.peakMemory, let less = short.peakMemory else { return nil }
        return (most - less) / chunks
    }

    private static func describe(_ run: Run) -> String {
        if let failure = run.failure { return "failed: \(failure)" }
        return [Figure.cpuPerChunk, .chunkRate, .ttftError, .peakMemory].compactMap { figure in
            run.figures[figure].map { "\(figure.heading) \(figure.text($0))" }
        }.joined(separator: ", ")
    }
}
