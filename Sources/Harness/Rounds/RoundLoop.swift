import BenchModel
import Foundation
import ToolAdapters
import Traffic

/// Runs rounds until every gated metric is decided at a planned look, the recipe's maximum is reached, a tool fails, or it
/// is stopped.
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
    /// Rounds that are whole in the folder already and are read again. Default: none.
    var wholeRounds = 0
    /// How often rounds were begun and not finished before; their warm-ups had prompts of their own.
    var attempt = 0
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
        let plan = LookPlan(recipe.rounds)
        for round in 1...recipe.rounds.maximum {
            let whole = measured
            do {
                let runs = try await perform(round, into: &measured)
                measured.rounds.append(runs)
            } catch  where !measured.rounds.isEmpty && (Task.isCancelled || error is CancellationError) {
                // What was found in the round that was stopped is not of a whole one.
                measured = whole
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
            if plan.isLook(after: round), judgement.undecided.isEmpty { break }
        }
        return (measured, judgement)
    }

    private func perform(_ round: Int, into measured: inout Measured) async throws -> [RunEvidence] {
        let archive = RoundArchive(recipe: recipe, folder: folder, store: store)
        let kept = round <= wholeRounds ? try RoundArchive.record(of: round, in: folder) : nil
        var entries: [RoundRecord.Run] = []
        var runs: [RunEvidence] = []
        for (place, choice) in RoundOrder.tools(recipe.tools, round: round).enumerated() {
            guard let setup = setups.first(where: { $0.choice.id == choice.id }) else { continue }
            let tool = choice.id
            let outcome =
                if let kept {
                    try archive.outcome(of: setup, in: kept)
                } else {
                    try await measure(setup, round: round, place: place)
                }
            measured.plans[tool] = outcome.plan
            measured.findings += outcome.findings
            if let evidence = outcome.evidence {
                runs.append(evidence)
                measured.versions[tool] = outcome.version
            }
            entries.append(RoundRecord.Run(tool, outcome))
        }
        if kept == nil { try archive.close(round, entries) }
        return runs
    }

    private func measure(_ setup: ToolSetup, round: Int, place: Int) async throws -> RunMeasurement.Outcome {
        let tool = setup.choice.id
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
            attempt: attempt,
            onEvent: onEvent
        ).perform()
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        onEvent(.runEnded(tool: tool, round: round, seconds: seconds, outcome: outcome.summary))
        return outcome
    }

    private func judge(_ measured: Measured) -> Judgement {
        let judge = Judge(
            tolerance: recipe.tolerance,
            gate: recipe.gate,
            reference: recipe.referenceTool,
            looks: LookPlan(recipe.rounds).count,
            sharesPrompts: recipe.workload.prompts != .own,
            allow: recipe.allow
        )
        let evidence = SessionEvidence(recipe, rounds: measured.rounds)
        // A round that stays alone has to tell by its requests how much its percentiles vary.
        let isAlone = measured.rounds.count == 1 && (recipe.rounds.maximum == 1 || measured.interrupted)
        return judge.judge(
            measured.rounds.map { runs in
                runs.map { isAlone ? AccountFactory.resampled($0.account, from: $0.canonicalRecords) : $0.account }
            },
            expectedRequests: recipe.workload.requests,
            known: FindingDigest.merge(measured.findings) + CauseCatalogue.findings(in: evidence),
            evidence: evidence
        )
    }
}
