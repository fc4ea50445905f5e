import BenchModel
import Foundation

/// What one run of one tool left behind, and what is made of it: the judge's account, the doubts of the run alone, and
/// the evidence that causes are looked for in.
struct RunReading: Sendable {
    let run: RunRecord
    let records: [RequestRecord]?
    let wire: WireRun?
    let formula: ToolFormula?
    let reproduction: Reproduction?
    let ledger: ServerLedger?
    let host: HostState?
    let account: RunAccount
    let findings: RunFindings

    /// - Parameters:
    ///   - wire: Nil without a tap.
    ///   - formula: Nil when it is not known for the tool's version.
    ///   - ledger: Nil when the server's counters are not known.
    ///   - host: Nil when it was not sampled.
    ///   - simulatorLog: Nil with any other server.
    init(
        report: ToolReport,
        run: RunRecord,
        workload: Workload,
        tolerance: Tolerance,
        wire: WireRun?,
        formula: ToolFormula?,
        ledger: ServerLedger?,
        host: HostState?,
        simulatorLog: Data?
    ) {
        self.run = run
        self.wire = wire
        self.formula = formula
        self.ledger = ledger
        self.host = host
        records = report.records
        reproduction = Reproduction(report, formula: formula)
        var account = AccountFactory.account(of: report, wire: wire)
        if let wire {
            account.views[.wire] = WireView.compute(from: wire.measured(workload.requests))
        }
        self.account = account
        findings = RunFindings(
            report: report,
            account: account,
            run: run,
            tolerance: tolerance,
            simulatorLog: simulatorLog
        )
    }

    var evidence: RunEvidence {
        var evidence = RunEvidence(round: run.round, account: account)
        evidence.records = records
        evidence.wire = wire
        evidence.formula = formula
        evidence.reproduction = reproduction
        evidence.ledger = ledger
        evidence.host = host
        evidence.clientCPUShare = findings.cpuShare
        evidence.clientHealth = findings.report.health
        evidence.trueTTFT = findings.truth?.meanTTFT
        return evidence
    }
}
