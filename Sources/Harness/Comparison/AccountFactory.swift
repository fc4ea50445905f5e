package import BenchModel

/// From a tool's report to what the judge needs: the reported view as it is, the canonical view recomputed.
package enum AccountFactory {
    package static func account(of report: ToolReport) -> RunAccount {
        var views: [MetricView: [MetricID: MetricValue]] = [.reported: report.reported]
        if let records = report.records {
            views[.canonical] = CanonicalMetrics.compute(from: records, absent: Set(report.absent.keys))
        }
        var account = RunAccount(tool: report.tool, version: report.version, views: views)
        account.absent = report.absent
        account.serverCountedInput = report.serverCountedInput
        account.warnings = report.warnings
        return account
    }
}
