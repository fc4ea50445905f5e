import BenchModel
import ToolAdapters

/// One side of a comparison of outputs that exist already: what one tool left, by round.
struct ComparedOutput {
    /// By which the verdict knows it.
    let name: ToolID
    let path: String
    let reports: [Int: ToolReport]
    /// What was printed beside what the records give. Rounds whose formula is not known are left out.
    let reproductions: [Int: Reproduction]

    /// - Parameter name: Nil: the tool's.
    /// - Throws: As `StoredOutput.read`.
    init(_ tool: ToolID, path: String, name: ToolID? = nil) throws(HarnessError) {
        let reports = try StoredOutput.read(tool, path: path)
        let name = name ?? tool
        self.name = name
        self.path = path
        let adapter = try StoredOutput.adapter(of: tool, path: path)
        reproductions = reports.compactMapValues { adapter.reproduction(of: $0) }
        self.reports = reports.mapValues { report in
            var report = report
            report.tool = name
            return report
        }
    }

    /// Of the first round that it has. Nil when the output does not tell.
    var version: ToolVersion? { reports.min { $0.key < $1.key }?.value.version }

    /// Nil for a round that it has not.
    /// - Parameter isAlone: Whether it is the only round, which has to tell by its requests how much its percentiles vary.
    func evidence(_ round: Int, isAlone: Bool) -> RunEvidence? {
        reports[round].map { report in
            let account = AccountFactory.account(of: report)
            var evidence = RunEvidence(
                round: round,
                account: isAlone ? AccountFactory.resampled(account, from: report.records) : account
            )
            evidence.records = report.records
            evidence.clientHealth = report.health
            evidence.reproduction = reproductions[round]
            return evidence
        }
    }
}
