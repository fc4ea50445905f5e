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

    /// Whether the session of a result folder got as far as its first round, so that it can go on.
    package static func canResume(_ folder: String) -> Bool {
        FileManager.default.fileExists(atPath: ResultFolder(path: folder).sessionRecord)
    }

    private func perform() async throws -> SessionResult {
        let (recipe, notes) = RecipePinning.pin(try options.loadRecipe())
        let secrets = try Secrets(recipe.workload, environment: options.environment)
        _ = try PlanService.plan(recipe, versions: [:], found: [:])
        try DescriptorNeed.check(recipe, usesTap: options.usesTap)
        var stopped = try options.resume.map { choice throws(HarnessError) in
            try StoppedSession.find(choice, of: recipe, in: options.outFolder)
        }
        try stopped?.check(recipe, usesTap: options.usesTap)
        let setups = try await ToolPreparation(options: options, onEvent: onEvent).prepare(recipe.tools)
        try stopped?.check(setups)
        let calibration = CalibrationNotice(recipe: recipe, setups: setups, path: options.calibrationPath)
        for text in calibration?.warnings ?? [] { onEvent(.warning(text)) }
        let folder = try stopped?.folder ?? ResultFolder.make(in: options.outFolder, name: recipe.name, now: Date())
        guard let lock = FolderLock(folder.path) else {
            throw HarnessError.usage("\(folder.path) is being written to by another run. Let it end, or end it.")
        }
        defer { lock.release() }
        onEvent(.resultFolder(folder.path))
        let store = try ResultStore(path: folder.file("results.sqlite"))
        if stopped == nil {
            try RecipeCopy.write(options, of: recipe, to: folder)
        } else {
            try stopped?.putAside(store)
            onEvent(.step("going on after round \(stopped?.wholeRounds ?? 0) of a session that was stopped"))
        }
        defer { folder.removeIfNothingWasMeasured(recipe.server) }
        return try await ServerScope.with(recipe, folder: folder, secrets: secrets.hidden, onEvent: onEvent) {
            [onEvent, options, stopped] server in
            let factory = try await Preflight(
                recipe: recipe,
                secrets: secrets,
                setups: setups,
                folder: folder,
                reusesPrompts: stopped != nil,
                onEvent: onEvent
            ).prepare(baseURL: server.base)
            try stopped?.check(factory)
            let probe = Probe(
                recipe: recipe,
                setups: setups,
                factory: factory,
                folder: folder,
                secretHeaders: secrets.secretHeaders,
                onEvent: onEvent
            )
            var record = SessionRecord(recipe, usesTap: options.usesTap)
            if let stopped {
                record = try stopped.resumed(at: Date())
            } else {
                record.tools = SessionRecord.Tool.list(setups)
                record.server = factory.notes
                record.templateTokens = factory.templateTokens
                record.findings = options.usesTap && options.probes ? try await probe.check() : []
            }
            record.process = server.process
            try folder.write(record, asJSONTo: folder.sessionRecord)
            let known = record.findings + [record.resumed].compactMap(\.self)
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
                    wholeRounds: stopped?.wholeRounds ?? 0,
                    attempt: stopped?.attempt ?? 0,
                    onEvent: onEvent
                ).run()
            }
            let document = VerdictAssembly.document(
                of: measured,
                judgement: judgement,
                recipe: recipe,
                notes: notes + WarmupLoad.notes(recipe) + factory.notes + (calibration?.notes ?? [])
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
