import BenchModel
import Foundation
import ToolAdapters
import Traffic

/// The turn of one tool in one round: the harness's own warm-up, a pause, the run, and everything that is known of it.
struct RunMeasurement: Sendable {
    let recipe: Recipe
    let setup: ToolSetup
    let factory: JobFactory
    let folder: ResultFolder
    let store: ResultStore
    /// Nil: the tool talks to the server itself.
    let tap: ToolTap?
    /// Nil when the server is a real one.
    let simulator: RunningSimulator?
    let round: Int
    /// From 0.
    let place: Int
    /// How often rounds were begun and not finished before.
    var attempt = 0
    let onEvent: @Sendable (RunEvent) -> Void

    struct Outcome: Sendable {
        var plan: ToolPlan
        var version: ToolVersion?
        /// Nil when the tool left nothing that can be read.
        var evidence: RunEvidence?
        var findings: [Finding]
        /// One line that says how it went.
        var summary: String
    }

    private var tool: ToolID { setup.choice.id }

    func perform() async throws -> Outcome {
        let outputFolder = folder.toolFolder(round: round, tool: tool.rawValue)
        var job = factory.job(for: setup, outputFolder: outputFolder, salt: UUID().uuidString)
        try await WarmupLoad.send(recipe, job: job, occasion: (attempt * 1000 + round) * 1000 + place)
        try await Task.sleep(for: recipe.warmup.pause)
        if let url = tap?.url(for: tool) { job.baseURL = url }
        let run = ToolRun(setup: setup, job: job, round: round, position: place + 1, folder: folder)
        let heartbeat = Heartbeat { [onEvent, tool, round] in
            onEvent(.runProgress(tool: tool, round: round, progress: $0))
        }
        let counters = await serverMetrics.read()
        let host = HostMeter()
        let outcome = try await heartbeat.during { try await run.perform { heartbeat.progress($0) } }
        // The native engine's time is this process's, which the meter knows.
        let toolSeconds = setup.choice.tool == .native ? 0 : outcome.record.exit?.cpuSeconds
        let state = host.state(toolSeconds: toolSeconds, knowsServer: simulator != nil)
        let wire = await tap?.take(tool)
        let ledger = await ledger(since: counters)
        let failures = WireFailures(tool, wire?.generations ?? [], recipe: recipe, secrets: factory.secretValues)
        let refusal = failures.serverFinding("round \(round)", expected: recipe.workload.requests)
        guard let report = outcome.report else {
            try store.save(outcome.record, account: nil, records: [], wire: wire)
            let summary = outcome.record.failure ?? ""
            let failed = Finding(
                id: "tool-failed",
                tool: tool,
                evidence: "\(tool), round \(round): \(summary) Its output is in \(outputFolder).",
                severity: .invalidating
            )
            let client = failures.clientFinding("round \(round)", failures: nil, reason: nil)
            let findings = [refusal, client, failed].compactMap(\.self)
            return Outcome(plan: outcome.plan, evidence: nil, findings: findings, summary: summary)
        }
        let reading = RunReading(
            report: report,
            run: outcome.record,
            workload: recipe.workload,
            tolerance: recipe.tolerance,
            wire: wire,
            formula: setup.adapter.formula(for: report.version ?? setup.version, api: recipe.api),
            ledger: ledger,
            host: state,
            simulatorLog: simulatorLog
        )
        try store.save(outcome.record, account: reading.account, records: report.records ?? [], wire: wire)
        return Outcome(
            plan: outcome.plan,
            version: report.version ?? setup.version,
            evidence: reading.evidence,
            findings: reading.findings.all(refusal: refusal, failures),
            summary: Self.summary(of: reading.account)
        )
    }

    private var serverMetrics: ServerMetrics {
        var headers = factory.headers.map { ($0.key, $0.value) }
        if let key = factory.apiKey { headers.append(("authorization", "Bearer \(key)")) }
        return ServerMetrics(baseURL: factory.baseURL, headers: headers)
    }

    /// What the server's counters rose by since they were read last. Nil when it has none.
    private func ledger(since counters: ServerCounters?) async -> ServerLedger? {
        guard let counters, let now = await serverMetrics.read() else { return nil }
        return now.ledger(since: counters)
    }

    private var simulatorLog: Data? {
        guard let simulator else { return nil }
        simulator.completeLog()
        return FileManager.default.contents(atPath: folder.file("server/simulator.jsonl"))
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
