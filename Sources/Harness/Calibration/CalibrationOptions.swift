package import BenchModel
import ToolAdapters

/// What `concord calibrate` is asked for.
package struct CalibrationOptions: Sendable {
    /// Longest that a run of one tool may take here, start-up included.
    private static let timeout = Duration.seconds(300)
    /// Longest answers of a recipe that are taken as they are, in tokens: with more, a cell takes too long.
    private static let longestAnswer = 128

    /// Tools, lengths of requests and tolerance are taken from it. Nil: every tool, and the grid's own lengths.
    package var recipePath: String?
    /// Only these tools, in this order. Nil: the recipe's, else every one that can be had.
    package var tools: [ToolID]?
    /// Concurrencies. Nil: the grid's own.
    package var loads: [Int]?
    /// Share that a figure may be off by. Nil: the recipe's, else 3 %.
    package var tolerance: Double?
    /// Tiny cells, and the native engine alone unless tools are named. Nothing is saved.
    package var isQuick = false
    /// Parent of result folders.
    package var outFolder = "results"
    /// Installed tools live below it.
    package var cacheFolder: String
    package var environment: [String: String]
    /// File of the calibrations of this machine. Nil: nothing is saved.
    package var storePath: String?

    package init(cacheFolder: String, environment: [String: String]) {
        self.cacheFolder = cacheFolder
        self.environment = environment
    }

    /// Whether the user said which tools to take, so that one that cannot be had is an error.
    var namesTools: Bool { recipePath != nil || tools != nil || isQuick }

    /// For what a run and a calibration prepare alike.
    var run: RunOptions {
        var run = RunOptions(recipePath: recipePath ?? "", cacheFolder: cacheFolder, environment: environment)
        run.tools = tools
        return run
    }

    /// - Returns: The recipe that every cell is made from, the cells, and sentences on what differs from the user's recipe.
    func plan() throws(HarnessError) -> (recipe: Recipe, grid: CalibrationGrid, notes: [String]) {
        var grid = isQuick ? CalibrationGrid.quick : CalibrationGrid()
        var recipe = Recipe(name: "calibration", server: .simulate(Simulation()), model: ModelChoice(name: "simulator"))
        recipe.workload.prompts = .shared
        recipe.warmup.pause = .milliseconds(isQuick ? 0 : 250)
        var notes: [String] = []
        if recipePath != nil {
            let given = try run.loadRecipe()
            recipe.api = given.api
            recipe.tools = given.tools
            recipe.tolerance = given.tolerance
            recipe.workload.promptSeed = given.workload.promptSeed
            if !isQuick {
                grid.inputTokens = given.workload.inputTokens + given.workload.prefixTokens
                grid.outputTokens = min(given.workload.outputTokens, Self.longestAnswer)
                if grid.outputTokens < given.workload.outputTokens {
                    notes.append(
                        "answers have \(grid.outputTokens) tokens here and \(given.workload.outputTokens) in the recipe"
                    )
                }
            }
        } else {
            recipe.tools = try chosenTools()
        }
        for index in recipe.tools.indices {
            recipe.tools[index].timeout = min(recipe.tools[index].timeout, Self.timeout)
        }
        if let tolerance { recipe.tolerance.share = tolerance }
        if let loads { grid.loads = Array(Set(loads)).sorted() }
        guard let least = grid.loads.first, least >= 1 else {
            throw .usage("--loads takes whole numbers from 1, such as 1,8,50")
        }
        recipe.workload.inputTokens = grid.inputTokens
        recipe.workload.outputTokens = grid.outputTokens
        return (recipe, grid, notes)
    }

    private func chosenTools() throws(HarnessError) -> [ToolChoice] {
        let known = Tools.all.map(\.id)
        let chosen = tools ?? (isQuick ? [.native] : known)
        guard !chosen.isEmpty else { throw .usage("--tools names no tool") }
        guard Set(chosen).count == chosen.count else { throw .usage("--tools takes each tool once") }
        for tool in chosen where !known.contains(tool) {
            throw .unknownTool(name: tool.rawValue, known: known.map(\.rawValue))
        }
        return chosen.map { ToolChoice($0.rawValue) }
    }
}
