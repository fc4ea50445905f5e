import BenchModel
import Foundation
import TestSupport
import ToolAdapters
import Traffic

@testable import Harness

/// Rounds of two scripted clients through a real tap against a real simulator, measured as a session measures its tools:
/// `alpha`, the reference, is clean, and `beta` has the faults.
struct PlantedBed: Sendable {
    static let alpha = ToolID("alpha")
    static let beta = ToolID("beta")

    /// Seconds, of the server's schedule.
    static let ttft = 0.08
    static let itl = 0.008
    static let tokens = 6
    /// From sent to the last token, in seconds.
    static let latency = ttft + Double(tokens - 1) * itl

    /// Six waves of four requests.
    var workload: Workload
    /// Of each round.
    var servers: [SimulatorOptions]
    /// When requests are due in an open loop.
    var due: [Double]?
    var faults = ScriptedFaults()
    /// How long the tap holds beta's answers back.
    var holdBack: Duration?
    /// In which rounds it does. Nil: in all.
    var holdBackRounds: Set<Int>?
    /// How long the tap computes before it passes on what beta gets.
    var burden: Duration?
    /// Rounds in which beta does not run.
    var absent: Set<Int> = []
    /// Whether something else uses half of the machine while beta measures.
    var isDisturbed = false
    /// What is wrong with the machine while beta measures. Nil: the machine is the real one.
    var trouble: PlantedMachine.Trouble?

    init(_ change: (inout PlantedBed) -> Void = { _ in }) {
        workload = Workload()
        workload.inputTokens = 20
        workload.outputTokens = Self.tokens
        workload.requests = 24
        workload.concurrency = 4
        var server = SimulatorOptions()
        server.ttft = .seconds(Self.ttft)
        server.itl = .seconds(Self.itl)
        servers = [server]
        change(&self)
    }

    /// The first round's server.
    var server: SimulatorOptions {
        get { servers[0] }
        set { servers[0] = newValue }
    }

    /// - Parameter seed: Tells the prompts of one session from another's.
    func run(seed: Int = 0) async throws -> PlantedSession {
        var session = PlantedSession(
            evidence: SessionEvidence(
                reference: Self.alpha,
                tolerance: Tolerance(),
                workload: workload,
                rounds: []
            )
        )
        for place in servers.indices {
            let round = try await Fixtures.withTemporaryFolder { folder in
                try await run(round: place + 1, folder: folder, seed: seed)
            }
            session.evidence.rounds.append(round.readings.map(\.evidence))
            session.ownFindings += round.readings.flatMap { $0.findings.all() }
            session.serverLag = max(session.serverLag, round.lag)
        }
        return session
    }

    private func run(round: Int, folder: URL, seed: Int) async throws -> (readings: [RunReading], lag: Double) {
        var options = servers[round - 1]
        let log = folder.appending(path: "simulator.jsonl").path
        options.logPath = log
        return try await Simulator.run(options) { simulator in
            var tapOptions = TapOptions(upstream: simulator.baseURL, ports: 2)
            let isHeldBack = holdBackRounds?.contains(round) ?? true
            tapOptions.holdBack = isHeldBack ? holdBack.map { [1: $0] } ?? [:] : [:]
            tapOptions.burden = burden.map { [1: $0] } ?? [:]
            return try await Tap.run(tapOptions) { tap in
                let tap = ToolTap(tools: [Self.alpha, Self.beta], tap: tap)
                var readings: [RunReading] = []
                let tools = absent.contains(round) ? [Self.alpha] : [Self.alpha, Self.beta]
                for (place, tool) in tools.enumerated() {
                    let own = folder.appending(path: tool.rawValue)
                    let run = PlantedRun(
                        bed: self,
                        tool: tool,
                        tap: tap,
                        simulator: simulator,
                        log: log,
                        machine: try trouble.map { _ in try PlantedMachine(folder: own) }
                    )
                    // A set that is shared is of the same prompts for both.
                    let seed = (seed * 100 + round) * 10 + (workload.prompts == .own ? place : 0)
                    readings.append(try await run.perform(round: round, position: place + 1, seed: seed))
                }
                return (readings, Double(simulator.lag.p99) * 1e-9)
            }
        }
    }
}
