import BenchModel

/// Holds the values of a recipe against each other.
enum RecipeChecks {
    static func run(_ recipe: Recipe, _ reading: inout RecipeReading) {
        if case .simulate(let simulation) = recipe.server, simulation.engine != nil {
            for key in ["ttft", "itl", "jitter"].map({ "server.simulate.\($0)" }) {
                note(.scheduleWithEngine(key: key), at: key, &reading)
            }
        }
        checkPrompts(recipe.workload, &reading)
        checkArrivals(recipe.workload, &reading)
        if let reference = recipe.reference, reading.isSound("tools"),
            !recipe.tools.contains(where: { $0.id == reference })
        {
            let tools = recipe.tools.map(\.id.rawValue)
            note(.referenceIsNoTool(reference.rawValue, tools: tools), at: "reference", &reading)
        }
    }

    private static func checkPrompts(_ workload: Workload, _ reading: inout RecipeReading) {
        guard reading.isSound("workload.prompts") else { return }
        let prompts = workload.prompts.rawValue
        if workload.prompts == .file {
            if reading.lacks("workload.file") { note(.promptsWithoutFile, at: "workload.prompts", &reading) }
            for key in ["workload.input_tokens", "workload.prefix_tokens"] where reading.place(key) != nil {
                note(.lengthOfFilePrompts(key: key), at: key, &reading)
            }
        } else if workload.file != nil {
            note(.fileWithoutPrompts(prompts: prompts), at: "workload.file", &reading)
        }
        if workload.lengths == .aligned, workload.prompts != .own {
            note(.alignedWithoutOwn(prompts: prompts), at: "workload.lengths", &reading)
        }
    }

    private static func checkArrivals(_ workload: Workload, _ reading: inout RecipeReading) {
        guard reading.isSound("workload.rate") else { return }
        if workload.rate == nil {
            if reading.place("workload.burstiness") != nil {
                note(.burstinessWithoutRate, at: "workload.burstiness", &reading)
            }
            if workload.concurrency == nil { note(.unlimitedWithoutRate, at: "workload.concurrency", &reading) }
        } else if reading.lacks("workload.concurrency") {
            note(.rateWithoutConcurrency, at: "workload.rate", &reading)
        }
    }

    private static func note(_ conflict: RecipeConflict, at path: String, _ reading: inout RecipeReading) {
        guard let place = reading.place(path), reading.isSound(path) else { return }
        reading.note(.conflict(conflict), at: place, path: path)
    }
}
