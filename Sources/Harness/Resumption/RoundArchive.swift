import BenchModel
import Foundation
import ToolAdapters

/// The whole rounds of a result folder: marked when each ends, and read again by a session that goes on. What is read again
/// is what was known when the round was measured: the tools' files by their adapters, the wire from the tables, the rest from
/// the mark.
struct RoundArchive: Sendable {
    let recipe: Recipe
    let folder: ResultFolder
    let store: ResultStore

    /// Rounds from the first that are whole, without a gap.
    static func wholeRounds(in folder: ResultFolder) -> Int {
        var round = 0
        while FileManager.default.fileExists(atPath: folder.roundMark(round + 1)) { round += 1 }
        return round
    }

    /// When a round that is whole had ended, and what is known of it.
    /// - Throws: `HarnessError.cannotRead`.
    static func record(of round: Int, in folder: ResultFolder) throws(HarnessError) -> RoundRecord {
        try folder.read(RoundRecord.self, atPath: folder.roundMark(round))
    }

    /// Marks a round as whole. Nothing of it is written after that.
    func close(_ round: Int, _ runs: [RoundRecord.Run]) throws(HarnessError) {
        let record = RoundRecord(round: round, finished: Date().formatted(.iso8601), runs: runs)
        try folder.makeFolder(folder.roundFolder(round))
        try folder.write(record, asJSONTo: folder.roundMark(round))
    }

    /// What one tool's run in a whole round came to.
    func outcome(of setup: ToolSetup, in round: RoundRecord) throws(HarnessError) -> RunMeasurement.Outcome {
        let tool = setup.choice.id
        let path = folder.toolFolder(round: round.round, tool: tool.rawValue)
        guard let kept = round.runs.first(where: { $0.tool == tool }) else {
            throw .cannotRead(path: folder.roundMark(round.round), reason: "it has no run of \(tool)")
        }
        let run = try folder.read(RunRecord.self, atPath: path + "/run.json")
        let plan = ToolPlan(tool: tool, version: run.version, argv: run.argv, env: run.env, notes: run.notes)
        if let failure = run.failure { return .init(plan: plan, findings: kept.findings, summary: failure) }
        let report = try report(setup, in: path)
        let version = report.version ?? setup.version
        let reading = RunReading(
            report: report,
            run: run,
            workload: recipe.workload,
            tolerance: recipe.tolerance,
            wire: try store.wire(of: tool, round: round.round),
            formula: setup.adapter.formula(for: version, api: recipe.api),
            ledger: kept.ledger,
            host: kept.host,
            simulatorLog: nil
        )
        var evidence = reading.evidence
        evidence.clientCPUShare = kept.clientCPUShare
        evidence.trueTTFT = kept.trueTTFT
        return .init(plan: plan, version: version, evidence: evidence, findings: kept.findings, summary: "")
    }

    private func report(_ setup: ToolSetup, in path: String) throws(HarnessError) -> ToolReport {
        let output: ToolOutput
        do { output = try ToolOutput(path: path) } catch {
            throw .cannotRead(path: path, reason: ResultFolder.reason(error))
        }
        do throws(OutputError) {
            var report = try setup.adapter.read(output, version: setup.version)
            report.tool = setup.choice.id
            return report
        } catch { throw .output(error) }
    }
}
