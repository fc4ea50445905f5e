import BenchModel
import Foundation
import ToolAdapters
import Traffic

/// `concord run`: preflight, rounds, verdict. One value per run; `run` is its whole life.
package struct Session: Sendable {
    private let options: RunOptions
    private let onEvent: @Sendable (RunEvent) -> Void

    package init(_ options: RunOptions, onEvent: @escaping @Sendable (RunEvent) -> Void) {
        self.options = options
        self.onEvent = onEvent
    }

    /// - Throws: `HarnessError` when nothing could be measured; `CancellationError` when it was stopped before the first
    ///   round was whole.
    package func run() async throws -> SessionResult {
        do { return try await perform() } catch {
            // A request that was broken off fails like any other: the cause is told, not what came of it.
            try Task.checkCancellation()
            throw error
        }
    }

    private func perform() async throws -> SessionResult {
        let (recipe, notes) = RecipePinning.pin(try options.loadRecipe())
        let secrets = try Secrets(recipe.workload, environment: options.environment)
        _ = try PlanService.plan(recipe, versions: [:], found: [:])
        let setups = try await ToolPreparation(options: options, onEvent: onEvent).prepare(recipe.tools)
        let calibration = CalibrationNotice(recipe: recipe, setups: setups, path: options.calibrationPath)
        for text in calibration?.warnings ?? [] { onEvent(.warning(text)) }
        let folder = try ResultFolder.make(in: options.outFolder, name: recipe.name, now: Date())
        onEvent(.resultFolder(folder.path))
        try RecipeCopy.write(options, of: recipe, to: folder)
        let store = try ResultStore(path: folder.file("results.sqlite"))
        defer { folder.removeIfNothingWasMeasured(recipe.server) }
        return try await ServerScope.with(recipe, folder: folder, onEvent: onEvent) { [onEvent, options] server in
            let factory = try await Preflight(
                recipe: recipe,
                secrets: secrets,
                setups: setups,
                folder: folder,
                onEvent: onEvent
            ).prepare(baseURL: server.base)
            let probe = Probe(
                recipe: recipe,
                setups: setups,
                factory: factory,
                folder: folder,
                secretHeaders: secrets.secretHeaders,
                onEvent: onEvent
            )
            let known = options.usesTap && options.probes ? try await probe.check() : []
            let (measured, judgement) = try await TapScope.with(
                recipe.tools.map(\.id),
                url: server.base,
                secretHeaders: secrets.secretHeaders,
                isWanted: options.usesTap
            ) { tap in
                try await RoundLoop(
                    recipe: recipe,
                    setups: setups,
                    factory: factory,
                    folder: folder,
                    store: store,
                    tap: tap,
                    simulator: server.simulator,
                    known: known,
                    onEvent: onEvent
                ).run()
            }
            let document = VerdictAssembly.document(
                of: measured,
                judgement: judgement,
                recipe: recipe,
                notes: notes + factory.notes + (calibration?.notes ?? [])
            )
            try ReportFiles.write(document, to: folder)
            try store.save(document)
            if let path = options.historyPath {
                do { try HistoryStore(path: path).add(document, recipe: recipe.name, folder: folder.path) } catch {
                    onEvent(.warning("the history at \(path) could not be written: \(ResultFolder.reason(error))"))
                }
            }
            return SessionResult(document: document, folder: folder.path, interrupted: measured.interrupted)
        }
    }
}
