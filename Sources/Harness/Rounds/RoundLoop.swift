import BenchModel
import Foundation
import ToolAdapters
import Traffic

/// Runs rounds until every gated metric is decided, the recipe's maximum is reached, a tool fails, or it is stopped.
struct RoundLoop: Sendable {
    let recipe: Recipe
    let setups: [ToolSetup]
    let factory: JobFactory
    let folder: ResultFolder
    let store: ResultStore
    /// Nil: the tools talk to the server itself.
    var tap: ToolTap?
    /// Whose log tells the truth about each run. Nil when the server is a real one.
    var simulator: RunningSimulator?
    /// What was found before the first round. When it ends the run, there is none.
    var known: [Finding] = []
    let onEvent: @Sendable (RunEvent) -> Void

    struct Measured: Sendable {
        /// Whole rounds, one run per tool that gave a report.
        var rounds: [[RunEvidence]] = []
        var plans: [ToolID: ToolPlan] = [:]
        var versions: [ToolID: ToolVersion] = [:]
        var findings: [Finding] = []
        var interrupted = false
    }

    func run() async throws -> (measured: Measured, judgement: Judgement) {
        var measured = Measured()
        measured.findings = known
        for setup in setups { measured.versions[setup.choice.id] = setup.version }
        var judgement = judge(measured)
        if judgement.verdict == .invalid { return (measured, judgement) }
        for round in 1...recipe.rounds.maximum {
            do {
                let runs = try await perform(round, into: &measured)
                measured.rounds.append(runs)
            } catch  where !measured.rounds.isEmpty && (Task.isCancelled || error is CancellationError) {
                measured.interrupted = true
                measured.findings.append(
                    Finding(
                        id: "interrupted",
                        evidence: "it was stopped in round \(round); \(measured.rounds.count) whole before it.",
                        severity: .undeciding
                    )
                )
                judgement = judge(measured)
                break
            } catch let error as HarnessError where error.failureClass == .unavailable && !measured.rounds.isEmpty {
                // What was measured stays worth reading, and the run as a whole is none.
                measured.findings.append(
                    Finding(
                        id: "server-lost",
                        evidence: "round \(round): \(HarnessErrorText.describe(error))",
                        severity: .invalidating
                    )
                )
                judgement = judge(measured)
                break
            }
            judgement = judge(measured)
            if judgement.verdict == .invalid { break }
            if round >= recipe.rounds.minimum, judgement.undecided.isEmpty { break }
        }
        return (measured, judgement)
    }

    private func perform(_ round: Int, into measured: inout Measured) async throws -> [RunEvidence] {
        var runs: [RunEvidence] = []
        for (place, choice) in RoundOrder.tools(recipe.tools, round: round).enumerated() {
            guard let setup = setups.first(where: { $0.choice.id == choice.id }) else { continue }
            let tool = choice.id
            onEvent(.runStarted(tool: tool, round: round, rounds: recipe.rounds.maximum))
            let started = ContinuousClock.now
            let outcome = try await RunMeasurement(
                recipe: recipe,
                setup: setup,
                factory: factory,
                folder: folder,
                store: store,
                tap: tap,
                simulator: simulator,
                round: round,
                place: place,
                onEvent: onEvent
            ).perform()
            let seconds = (ContinuousClock.now - started) / .seconds(1)
            measured.plans[tool] = outcome.plan
            measured.findings += outcome.findings
            if let evidence = outcome.evidence {
                runs.append(evidence)
                measured.versions[tool] = outcome.version
            }
            onEvent(.runEnded(tool: tool, round: round, seconds: seconds, outcome: outcome.summary))
        }
        return runs
    }

    private func judge(_ measured: Measured) -> Judgement {
        let judge = Judge(
            tolerance: recipe.tolerance,
            gate: recipe.gate,
            reference: recipe.referenceTool,
            looks: recipe.rounds.maximum - recipe.rounds.minimum + 1,
            sharesPrompts: recipe.workload.prompts != .own,
            allow: recipe.allow
        )
        let evidence = SessionEvidence(recipe, rounds: measured.rounds)
        return judge.judge(
            measured.rounds.map { $0.map(\.account) },
            expectedRequests: recipe.workload.requests,
            known: FindingDigest.merge(measured.findings) + CauseCatalogue.findings(in: evidence),
            evidence: evidence
        )
    }
}
