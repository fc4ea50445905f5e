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
    /// Whose log tells the truth about each run. Nil when the server is a real one.
    var simulator: RunningSimulator?
    let onEvent: @Sendable (RunEvent) -> Void

    struct Measured: Sendable {
        /// Accounts of whole rounds, one per tool that gave a report.
        var rounds: [[RunAccount]] = []
        var plans: [ToolID: ToolPlan] = [:]
        var versions: [ToolID: ToolVersion] = [:]
        var findings: [Finding] = []
        var interrupted = false
    }

    func run() async throws -> (measured: Measured, judgement: Judgement) {
        var measured = Measured()
        var judgement = judge(measured)
        for round in 1...recipe.rounds.maximum {
            do {
                let accounts = try await perform(round, into: &measured)
                measured.rounds.append(accounts)
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

    private func perform(_ round: Int, into measured: inout Measured) async throws -> [RunAccount] {
        var accounts: [RunAccount] = []
        for (index, choice) in RoundOrder.tools(recipe.tools, round: round).enumerated() {
            guard let setup = setups.first(where: { $0.choice.id == choice.id }) else { continue }
            let tool = choice.id
            let job = factory.job(
                for: setup,
                outputFolder: folder.toolFolder(round: round, tool: tool.rawValue),
                salt: UUID().uuidString
            )
            onEvent(.runStarted(tool: tool, round: round, rounds: recipe.rounds.maximum))
            try await WarmupLoad.send(recipe, job: job, occasion: round * 1000 + index)
            try await Task.sleep(for: recipe.warmup.pause)
            let started = ContinuousClock.now
            let run = ToolRun(setup: setup, job: job, round: round, position: index + 1, folder: folder)
            let heartbeat = Heartbeat { [onEvent] in
                onEvent(.runProgress(tool: tool, round: round, progress: $0))
            }
            let outcome = try await heartbeat.during { try await run.perform { heartbeat.progress($0) } }
            let seconds = (ContinuousClock.now - started) / .seconds(1)
            measured.plans[tool] = outcome.plan
            var summary = outcome.record.failure ?? ""
            if let report = outcome.report {
                let account = AccountFactory.account(of: report)
                accounts.append(account)
                measured.versions[tool] = report.version ?? setup.version
                try store.save(outcome.record, account: account, records: report.records ?? [])
                measured.findings +=
                    RunFindings(
                        report: report,
                        account: account,
                        run: outcome.record,
                        tolerance: recipe.tolerance,
                        simulatorLog: simulatorLog
                    ).all
                summary = Self.summary(of: account)
            } else {
                try store.save(outcome.record, account: nil, records: [])
                measured.findings.append(
                    Finding(
                        id: "tool-failed",
                        tool: tool,
                        evidence: "\(tool), round \(round): \(summary) Its output is in \(job.outputFolder).",
                        severity: .invalidating
                    )
                )
            }
            onEvent(.runEnded(tool: tool, round: round, seconds: seconds, outcome: summary))
        }
        return accounts
    }

    private var simulatorLog: Data? {
        guard let simulator else { return nil }
        simulator.completeLog()
        return FileManager.default.contents(atPath: folder.file("server/simulator.jsonl"))
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
        return judge.judge(
            measured.rounds,
            expectedRequests: recipe.workload.requests,
            known: FindingDigest.merge(measured.findings)
        )
    }

    private static func summary(of account: RunAccount) -> String {
        let values = account.views[.canonical] ?? account.views[.reported] ?? [:]
        func text(_ id: MetricID, _ scale: Double, _ unit: String) -> String? {
            values[id].map { String(format: "%.2f %@", $0.value * scale, unit) }
        }
        let parts = [
            text(MetricID(.requestsCompleted), 1, "").map { "\($0.prefix { $0 != "." }) requests" },
            text(MetricID(.ttft, .mean), 1000, "ms").map { "TTFT \($0)" },
            text(MetricID(.tpot, .mean), 1000, "ms").map { "TPOT \($0)" },
            text(MetricID(.requestThroughput), 1, "req/s"),
        ]
        return parts.compactMap { $0 }.joined(separator: ", ")
    }
}
