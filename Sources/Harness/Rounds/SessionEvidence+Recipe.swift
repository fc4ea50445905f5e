import BenchModel

extension SessionEvidence {
    /// What the rounds of a recipe gave.
    init(_ recipe: Recipe, rounds: [[RunEvidence]]) {
        self.init(
            reference: recipe.referenceTool,
            tolerance: recipe.tolerance,
            workload: recipe.workload,
            allow: recipe.allow,
            rounds: rounds
        )
        gate = recipe.gate
    }
}
