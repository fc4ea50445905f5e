import BenchModel
import Foundation
import ToolAdapters

/// The verdict document of a session.
enum VerdictAssembly {
    static func document(
        of measured: RoundLoop.Measured,
        judgement: Judgement,
        recipe: Recipe,
        notes: [String]
    ) -> VerdictDocument {
        var notes = notes
        for choice in recipe.tools {
            for note in measured.plans[choice.id]?.notes ?? [] { notes.append("\(choice.id): \(note)") }
        }
        let evidence = SessionEvidence(recipe, rounds: measured.rounds)
        return VerdictDocument.make(
            judgement: judgement,
            rounds: measured.rounds.count,
            tools: recipe.tools.map { choice in
                VerdictDocument.Tool(
                    name: choice.id,
                    version: measured.versions[choice.id]?.description,
                    command: measured.plans[choice.id]?.argv ?? []
                )
            },
            tolerance: recipe.tolerance,
            looks: LookPlan(recipe.rounds).count,
            attributions: Attribution.all(evidence: evidence, comparisons: judgement.comparisons),
            audits: measured.rounds.joined().map { WorkloadAudit(of: $0, workload: recipe.workload) },
            notes: notes,
            environment: MachineFacts.collect()
        )
    }
}
