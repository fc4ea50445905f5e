import BenchModel
import ToolAdapters

/// All loads from the lowest on, each on every profile; a tool whose TTFT is far off on all of them is not asked again.
struct CalibrationLoop: Sendable {
    let recipe: Recipe
    let grid: CalibrationGrid
    let setups: [ToolSetup]
    let folder: ResultFolder
    let onEvent: @Sendable (RunEvent) -> Void

    struct Measured: Sendable, Equatable {
        var cells: [CalibrationCell] = []
        /// The concurrency after which each tool was left out.
        var stopped: [ToolID: Int] = [:]
        var interrupted = false
    }

    func run() async throws -> Measured {
        var measured = Measured()
        var number = 0
        for concurrency in grid.loads {
            for profile in grid.profiles {
                number += 1
                guard measured.stopped.count < setups.count else { return measured }
                let pass = try pass(concurrency, profile, number: number, stopped: measured.stopped)
                do {
                    let (cells, interrupted) = try await pass.run()
                    measured.cells += cells
                    measured.interrupted = interrupted
                } catch  where Task.isCancelled || error is CancellationError {
                    measured.interrupted = true
                }
                if measured.interrupted { return measured }
            }
            stop(after: concurrency, &measured)
        }
        return measured
    }

    private func stop(after concurrency: Int, _ measured: inout Measured) {
        guard concurrency != grid.loads.last else { return }
        for tool in setups.map(\.choice.id) where measured.stopped[tool] == nil {
            let cells = measured.cells.filter { $0.tool == tool && $0.load.concurrency == concurrency }
            guard cells.allSatisfy({ $0.isFarOut(recipe.tolerance) }) else { continue }
            measured.stopped[tool] = concurrency
            onEvent(
                .step("\(tool): too far from the truth at \(concurrency) concurrent to be measured at higher loads")
            )
        }
    }

    private func pass(
        _ concurrency: Int,
        _ profile: CalibrationProfile,
        number: Int,
        stopped: [ToolID: Int]
    ) throws(HarnessError) -> CalibrationPass {
        var recipe = recipe
        var simulation = Simulation()
        simulation.ttft = .seconds(profile.ttft)
        simulation.itl = .seconds(profile.itl)
        recipe.server = .simulate(simulation)
        recipe.workload.concurrency = concurrency
        recipe.workload.requests = grid.requests(concurrency: concurrency, profile: profile)
        let order = RoundOrder.tools(recipe.tools.filter { stopped[$0.id] == nil }, round: number)
        let own = ResultFolder(path: folder.file("\(profile.name)-\(concurrency)"))
        try own.makeFolder(own.path)
        return CalibrationPass(
            recipe: recipe,
            load: CalibrationLoad(concurrency: concurrency, profile: profile),
            setups: order.compactMap { choice in setups.first { $0.choice.id == choice.id } },
            folder: own,
            onEvent: onEvent
        )
    }
}
