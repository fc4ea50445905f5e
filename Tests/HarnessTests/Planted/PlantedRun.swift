import BenchModel
import Foundation
import TestSupport
import Testing
import ToolAdapters
import Traffic

@testable import Harness

/// The turn of one scripted client in one round.
struct PlantedRun: Sendable {
    let bed: PlantedBed
    let tool: ToolID
    let tap: ToolTap
    let simulator: RunningSimulator
    /// Path of the simulator's log.
    let log: String
    /// Nil: the real one.
    let machine: PlantedMachine?

    private var isBeta: Bool { tool == PlantedBed.beta }

    private var faults: ScriptedFaults { isBeta ? bed.faults : ScriptedFaults() }

    func perform(round: Int, position: Int, seed: Int) async throws -> RunReading {
        let url = try #require(tap.url(for: tool))
        let client = ScriptedClient(tool, ScriptedLoad(bed.workload, due: bed.due), faults)
        let others = bed.isDisturbed && isBeta ? try BusyProcesses(share: 0.5) : nil
        let metrics = ServerMetrics(baseURL: simulator.baseURL, headers: [])
        let counters = try #require(await metrics.read())
        let host = machine?.meter ?? HostMeter()
        let start = ContinuousClock.now
        let run = await client.run(port: try Endpoint(url: url).port, seed: seed)
        let trouble = isBeta ? bed.trouble : nil
        try machine?.pass((ContinuousClock.now - start) / .seconds(1), with: trouble ?? PlantedMachine.Trouble())
        // The client's threads are of this process, which the meter knows.
        let state = host.state(toolSeconds: 0, knowsServer: true)
        let wire = await tap.take(tool)
        let ledger = await metrics.read()?.ledger(since: counters)
        simulator.completeLog()
        withExtendedLifetime(others) {}
        let samples = run.processorTime.map { CPUSample(instant: $0.instant, cpuSeconds: $0.seconds) }
        return RunReading(
            report: run.report,
            run: RunRecord(
                tool: tool,
                version: run.report.version,
                round: round,
                position: position,
                argv: [],
                env: [:],
                notes: [],
                started: "2026-01-01T00:00:00Z",
                exit: ToolExit(
                    reason: .exited(code: faults.exitStatus),
                    seconds: (ContinuousClock.now - start) / .seconds(1),
                    cpuSamples: samples
                ),
                failure: nil
            ),
            workload: bed.workload,
            tolerance: Tolerance(),
            wire: wire,
            formula: faults.formula,
            ledger: ledger,
            host: state,
            simulatorLog: FileManager.default.contents(atPath: log)
        )
    }
}
