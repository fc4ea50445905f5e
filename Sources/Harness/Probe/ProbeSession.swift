package import BenchModel
import Foundation
import ToolAdapters
import Traffic

/// `concord probe`: everything up to the first round of a run, and then one request of each tool.
package struct ProbeSession: Sendable {
    private let options: RunOptions
    private let serverLog: String?
    private let onEvent: @Sendable (RunEvent) -> Void

    /// - Parameter serverLog: A vLLM server's log with its requests. Nil: what it sampled by is not compared.
    package init(_ options: RunOptions, serverLog: String?, onEvent: @escaping @Sendable (RunEvent) -> Void) {
        self.options = options
        self.serverLog = serverLog
        self.onEvent = onEvent
    }

    /// - Throws: `HarnessError` when nothing could be compared; `CancellationError` when it was stopped.
    package func run() async throws -> (document: ProbeDocument, folder: String) {
        do { return try await perform() } catch {
            try Task.checkCancellation()
            throw error
        }
    }

    private func perform() async throws -> (document: ProbeDocument, folder: String) {
        var (recipe, _) = RecipePinning.pin(try options.loadRecipe())
        guard recipe.tools.count > 1 else {
            throw HarnessError.usage("a probe compares the requests of two tools or more; the recipe has one")
        }
        recipe = ProbeJob.recipe(from: recipe)
        let secrets = try Secrets(recipe.workload, environment: options.environment)
        _ = try PlanService.plan(recipe, versions: [:], found: [:])
        try OpenFileLimit.require()
        if let serverLog { _ = try ServerLog(path: serverLog) }
        let setups = try await ToolPreparation(options: options, onEvent: onEvent).prepare(recipe.tools)
        let folder = try ResultFolder.make(in: options.outFolder, name: recipe.name, now: Date())
        onEvent(.resultFolder(folder.path))
        defer { folder.removeIfNothingWasMeasured(recipe.server) }
        try RecipeCopy.write(options, of: recipe, to: folder)
        return try await ServerScope.with(recipe, folder: folder, secrets: secrets.hidden, onEvent: onEvent) {
            [recipe, serverLog, onEvent] in
            let preflight = Preflight(
                recipe: recipe,
                secrets: secrets,
                setups: setups,
                folder: folder,
                onEvent: onEvent
            )
            let probe = Probe(
                recipe: recipe,
                setups: setups,
                factory: try await preflight.prepare(baseURL: $0.base),
                folder: folder,
                serverLog: serverLog,
                secretHeaders: secrets.secretHeaders,
                onEvent: onEvent
            )
            let outcome = try await probe.run()
            let refusals = outcome.refusals.filter { $0.severity == .invalidating }
            if !refusals.isEmpty { throw HarnessError.refused(refusals.map(\.evidence)) }
            if let failure = outcome.failures.first {
                throw HarnessError.toolFailed(failure.tool, reason: failure.reason, folder: failure.folder)
            }
            if let tool = outcome.document.unseen.first { throw HarnessError.nothingSeen(tool) }
            return (outcome.document, folder.path)
        }
    }
}
