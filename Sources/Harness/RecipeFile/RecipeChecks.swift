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
        let rampUp = [
            ("workload.ramp_up_strategy", workload.rampUpStrategy != nil),
            ("workload.ramp_up_start_rps", workload.rampUpStartRPS != nil),
            ("workload.ramp_up_end_rps", workload.rampUpEndRPS != nil),
        ]
        guard (["workload.rate"] + rampUp.map(\.0)).allSatisfy({ reading.isSound($0) }) else { return }
        let given = rampUp.first { $0.1 }?.0
        if let given {
            if let missing = rampUp.first(where: { !$0.1 })?.0 {
                note(.rampUpWithout(key: missing, given: given), at: given, &reading)
            } else if let start = workload.rampUpStartRPS, let end = workload.rampUpEndRPS, end < start {
                note(.rampUpReversed(start: start, end: end), at: "workload.ramp_up_end_rps", &reading)
            }
            if workload.rate != nil { note(.rampUpWithRate, at: "workload.rate", &reading) }
        }
        let rate = workload.rate == nil ? given : "workload.rate"
        guard let rate else {
            if reading.place("workload.burstiness") != nil {
                note(.burstinessWithoutRate, at: "workload.burstiness", &reading)
            }
            if workload.concurrency == nil { note(.unlimitedWithoutRate, at: "workload.concurrency", &reading) }
            return
        }
        if reading.lacks("workload.concurrency") { note(.rateWithoutConcurrency(key: rate), at: rate, &reading) }
    }

    private static func note(_ conflict: RecipeConflict, at path: String, _ reading: inout RecipeReading) {
        guard let place = reading.place(path), reading.isSound(path) else { return }
        reading.note(.conflict(conflict), at: place, path: path)
    }
}
