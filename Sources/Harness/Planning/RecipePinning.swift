import BenchModel

/// Settles what the recipe leaves to a tool's habit, so that every tool sends the same bodies.
enum RecipePinning {
    /// - Returns: The recipe to run, and a sentence for each thing that was settled.
    static func pin(_ recipe: Recipe) -> (recipe: Recipe, notes: [String]) {
        var recipe = recipe
        var notes: [String] = []
        let hasVLLM = recipe.tools.contains { $0.tool == ToolID("vllm") }
        if recipe.api == .completions, recipe.workload.repetitionPenalty == nil, hasVLLM, recipe.tools.count > 1 {
            recipe.workload.repetitionPenalty = 1
            notes.append(
                "repetition_penalty 1.0 is sent by every tool, because vllm always sends it to /v1/completions"
            )
        }
        return (recipe, notes)
    }
}
