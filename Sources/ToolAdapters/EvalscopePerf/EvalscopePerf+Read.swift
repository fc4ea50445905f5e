package import BenchModel

extension EvalscopePerf {
    package func read(_ output: ToolOutput) throws(OutputError) -> ToolReport { try read(output, version: nil) }

    /// Brings whatever one run left to one report. Reported figures are those of the JSON files, else of the console;
    /// records come from the database.
    /// - Parameter version: Settles what the stamps in the database mean where nothing else does. Nil when unknown.
    package func read(_ output: ToolOutput, version: ToolVersion?) throws(OutputError) -> ToolReport {
        let runs = try EvalscopeRun.all(in: output)
        let run = runs[try OutputRun.choice(of: runs.map(\.listed), in: output, tool: id)]
        var report = ToolReport(tool: id, version: version)
        report.sources = run.sources
        report.serverCountedInput = true
        if let summary = run.summary {
            report.reported = summary.values
            report.warnings += summary.warnings
        } else {
            report.warnings.append("No summary was found: the run may not have come to its end.")
        }
        if let percentiles = run.percentiles {
            report.reported.merge(percentiles.values) { own, _ in own }
            report.warnings += percentiles.warnings
        } else if run.summary != nil, !run.isConsole {
            report.warnings.append("There is a summary but no percentile file.")
        }
        report.warnings += run.warnings
        report.work = run.work
        if let database = run.database {
            let records = EvalscopeRecords(database, version: version, arguments: run.arguments)
            report.records = records.records
            report.absent = records.absent
            report.api = records.api
            report.warnings += records.warnings
        }
        return report
    }
}
