import BenchModel
import Foundation
import ToolAdapters
import Traffic

/// `concord calibrate`: every tool against the simulator, load by load. One value per calibration; `run` is its whole life.
package struct CalibrationSession: Sendable {
    private let options: CalibrationOptions
    private let onEvent: @Sendable (RunEvent) -> Void

    package init(_ options: CalibrationOptions, onEvent: @escaping @Sendable (RunEvent) -> Void) {
        self.options = options
        self.onEvent = onEvent
    }

    /// - Throws: `HarnessError` when nothing could be measured; `CancellationError` when it was stopped before the first
    ///   cell was finished.
    package func run() async throws -> CalibrationResult {
        do { return try await perform() } catch {
            try Task.checkCancellation()
            throw error
        }
    }

    private func perform() async throws -> CalibrationResult {
        let (asked, grid, notes) = try options.plan()
        let (recipe, pinned) = RecipePinning.pin(asked)
        _ = try PlanService.plan(recipe, versions: [:], found: [:])
        // One for the simulator, and one for the native engine where it is among the tools.
        try OpenFileLimit.require(streams: grid.loads.max() ?? 0, each: 2)
        let setups = try await prepare(recipe.tools)
        let folder = try ResultFolder.make(in: options.outFolder, name: recipe.name, now: Date())
        onEvent(.resultFolder(folder.path))
        return try await measure(recipe, grid, setups, folder, notes: notes + pinned)
    }

    func measure(
        _ recipe: Recipe,
        _ grid: CalibrationGrid,
        _ setups: [ToolSetup],
        _ folder: ResultFolder,
        notes: [String] = []
    ) async throws -> CalibrationResult {
        var recipe = recipe
        recipe.tools = setups.map(\.choice)
        let counts = "\(grid.loads.count) loads × \(grid.profiles.count) profiles × \(setups.count) tools"
        onEvent(.step("\(counts): \(grid.loads.count * grid.profiles.count * setups.count) cells"))
        let loop = CalibrationLoop(recipe: recipe, grid: grid, setups: setups, folder: folder, onEvent: onEvent)
        let measured: CalibrationLoop.Measured
        do { measured = try await loop.run() } catch {
            removeIfNothingWasRun(folder)
            throw error
        }
        guard !measured.cells.isEmpty else {
            try? FileManager.default.removeItem(atPath: folder.path)
            throw CancellationError()
        }
        let document = CalibrationDocument(
            made: Date().formatted(.iso8601),
            machine: CalibrationMachine(MachineFacts.collect()),
            grid: grid,
            tolerance: recipe.tolerance,
            cells: measured.cells,
            stopped: measured.stopped,
            interrupted: measured.interrupted,
            notes: notes
        )
        try folder.write(document, asJSONTo: folder.file("calibration.json"))
        try folder.write(CalibrationReport.text(document), to: "calibration.txt")
        return CalibrationResult(document: document, folder: folder.path, isSaved: save(document))
    }

    /// A folder without the output of any tool is worth nothing.
    private func removeIfNothingWasRun(_ folder: ResultFolder) {
        let files = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        guard !files.contains(where: { $0.hasSuffix("/run.json") }) else { return }
        try? FileManager.default.removeItem(atPath: folder.path)
    }

    private func save(_ document: CalibrationDocument) -> Bool {
        guard let path = options.storePath, !options.isQuick, !document.interrupted else { return false }
        do {
            try CalibrationStore(path: path).add(document)
            return true
        } catch {
            onEvent(.warning("the calibration could not be saved: \(HarnessErrorText.describe(error))"))
            return false
        }
    }

    /// All tools that were named, or those that can be had when none was.
    private func prepare(_ choices: [ToolChoice]) async throws -> [ToolSetup] {
        let preparation = ToolPreparation(options: options.run, onEvent: onEvent)
        if options.namesTools { return try await preparation.prepare(choices) }
        var setups: [ToolSetup] = []
        for choice in choices {
            do {
                setups += try await preparation.prepare([choice])
            } catch let error as HarnessError {
                try Task.checkCancellation()
                guard case .toolMissing = error else { throw error }
                onEvent(.warning("\(choice.id) is left out: \(HarnessErrorText.describe(error))"))
            }
        }
        return setups
    }
}

extension CalibrationMachine {
    /// From what `MachineFacts` collects.
    init(_ facts: [String: String]) {
        self.init(
            cores: facts["cpu_count"].flatMap { Int($0) } ?? 0,
            cpu: facts["cpu"] ?? "",
            os: facts["os"] ?? ""
        )
    }
}
