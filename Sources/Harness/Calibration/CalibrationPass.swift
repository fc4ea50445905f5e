import BenchModel
import Foundation
import ToolAdapters
import Traffic

/// Every tool once at one load on one profile, against a simulator of its own whose log tells the truth.
struct CalibrationPass: Sendable {
    /// With the load and the simulator's profile in it.
    let recipe: Recipe
    let load: CalibrationLoad
    /// In the order of running.
    let setups: [ToolSetup]
    /// Of this load and profile alone.
    let folder: ResultFolder
    let onEvent: @Sendable (RunEvent) -> Void

    /// - Returns: The cells that were finished, and whether it was stopped before the last of them was.
    func run() async throws -> (cells: [CalibrationCell], interrupted: Bool) {
        let title = title
        let quiet: @Sendable (RunEvent) -> Void = { [onEvent] event in
            if case .step(let text) = event { onEvent(.progress("\(title): \(text)")) } else { onEvent(event) }
        }
        return try await ServerScope.with(recipe, folder: folder, onEvent: quiet) { server in
            guard let simulator = server.simulator else { return ([], false) }
            let factory = try await Preflight(
                recipe: recipe,
                secrets: Secrets(recipe.workload, environment: [:]),
                setups: setups,
                folder: folder,
                onEvent: quiet
            ).prepare(baseURL: server.base)
            var cells: [CalibrationCell] = []
            for (index, setup) in setups.enumerated() {
                do {
                    cells.append(try await cell(setup, place: index, factory, simulator))
                } catch  where Task.isCancelled || error is CancellationError {
                    return (cells, true)
                }
            }
            return (cells, false)
        }
    }

    private var title: String { "\(load.concurrency) concurrent, \(load.profile)" }

    private func cell(
        _ setup: ToolSetup,
        place: Int,
        _ factory: JobFactory,
        _ simulator: RunningSimulator
    ) async throws -> CalibrationCell {
        let tool = setup.choice.id
        let title = "\(title), \(tool)"
        let job = factory.job(
            for: setup,
            outputFolder: folder.toolFolder(round: 1, tool: tool.rawValue),
            salt: UUID().uuidString
        )
        try await WarmupLoad.send(recipe, job: job, occasion: place)
        try await Task.sleep(for: recipe.warmup.pause)
        let log = SimulatorLogPart(path: folder.file("server/simulator.jsonl"), simulator: simulator)
        let run = ToolRun(setup: setup, job: job, round: 1, position: place + 1, folder: folder)
        let heartbeat = Heartbeat { [onEvent] progress in
            let count = [progress.done, progress.total].compactMap { $0.map(String.init) }.joined(separator: "/")
            onEvent(.progress("\(title): \(progress.phase)\(count.isEmpty ? "" : " \(count)")"))
        }
        let outcome = try await heartbeat.during { try await run.perform { heartbeat.progress($0) } }
        var cell = CalibrationCell(
            load: load,
            tool: tool,
            version: outcome.report?.version ?? outcome.plan.version ?? setup.version,
            requests: recipe.workload.requests
        )
        if let report = outcome.report {
            let account = AccountFactory.account(of: report)
            let truth = try await log.truth(of: report)
            cell.failure = Self.failure(account, expected: cell.requests, truth: truth)
            cell.metrics = CalibrationFigure.all(of: account, truth: truth?.metrics ?? [:], tolerance: recipe.tolerance)
        } else {
            cell.failure = outcome.record.failure ?? "it left no report."
        }
        let words = cell.failure.map { "failed: \($0)" } ?? Self.summary(of: cell)
        onEvent(.step("\(title): \(words)"))
        return cell
    }

    private static func failure(_ account: RunAccount, expected: Int, truth: SimulatorTruth?) -> String? {
        let completed = account.best(MetricID(.requestsCompleted)).map { Int($0.value) } ?? 0
        if completed != expected { return "\(completed) of \(expected) requests were completed." }
        let found = truth?.requests ?? 0
        guard found * 2 < expected else { return nil }
        return "\(found) of its \(expected) requests were found in the server's log by the times that it left."
    }

    private static func summary(of cell: CalibrationCell) -> String {
        guard let figure = cell.figure(MetricID(.ttft, .mean)) else { return "no TTFT" }
        let seen = MeasurementTable.describe(figure.reported, figure.metric)
        let truth = MeasurementTable.describe(figure.truth, figure.metric)
        return "TTFT \(seen), true \(truth) (\(FigureText.difference(1 + figure.bias)))"
    }
}
