package import BenchModel

extension VLLMBench {
    /// Without a version the output's own evidence decides who counted prompt tokens and what a first stamp means.
    package func read(_ output: ToolOutput) throws(OutputError) -> ToolReport { try read(output, version: nil) }

    /// - Parameter version: Of the tool that wrote the output. Nil when nobody knows.
    package func read(_ output: ToolOutput, version: ToolVersion?) throws(OutputError) -> ToolReport {
        let files = VLLMFiles(output)
        let runs = VLLMRun.all(in: files)
        guard !runs.isEmpty else {
            throw files.problems.first
                ?? OutputError(tool: id, problem: .missing, lookedFor: Self.lookedFor, place: output.path)
        }
        let run = runs[try OutputRun.choice(of: runs.map(\.listed), in: output, tool: id)]
        let (result, console) = (run.result, run.console)
        let evidence = run.evidence(known: version)
        var report = ToolReport(tool: id, version: version)
        report.serverCountedInput = evidence.isAtLeast("0.20")
        report.work = run.work(evidence: evidence)
        if let result { add(result, to: &report, evidence: evidence) }
        if let console { add(console, to: &report, beside: result?.value) }
        if let contradiction = evidence.contradiction { report.warnings.append(contradiction) }
        report.warnings += files.problems.map { "\($0.place) is not used: \(Self.phrase($0.problem))." }
        return report
    }

    private func add(
        _ result: VLLMFiles.Found<VLLMResult>,
        to report: inout ToolReport,
        evidence: VLLMVersionEvidence
    ) {
        let value = result.value
        report.reported = value.figures.values
        report.warnings += value.warnings
        report.api = value.endpoint.api
        if value.isRustClient {
            report.serverCountedInput = false
            report.hasUnknownFormula = true
            report.warnings.append(
                "vLLM's client in Rust wrote this: it counts prompt tokens itself, and its own version is not known here."
            )
        }
        guard let lists = value.requests else {
            report.sources.append(ToolReport.Source(kind: "vLLM result JSON", path: result.path))
            return
        }
        report.sources.append(
            ToolReport.Source(kind: "vLLM result JSON with per-request data", path: result.path)
        )
        let records = VLLMRecords(lists, of: value, evidence: evidence)
        report.records = records.records
        report.absent = records.absent
        report.hasUnknownFormula = report.hasUnknownFormula || records.hasUnknownSamples
        report.warnings += records.warnings
    }

    /// The finer source wins; the console's own doubts are told only where it stands alone.
    private func add(
        _ console: VLLMFiles.Found<VLLMConsoleReport>,
        to report: inout ToolReport,
        beside result: VLLMResult?
    ) {
        report.sources.append(ToolReport.Source(kind: "vLLM console report", path: console.path))
        report.reported.merge(console.value.figures.values) { finer, _ in finer }
        if result == nil { report.warnings += console.value.warnings }
    }

    private static func phrase(_ problem: OutputError.Problem) -> String {
        switch problem {
        case .missing: "nothing of vLLM's is in it"
        case .cutOff: "it ends too early"
        case .unknownShape(let text), .unreadable(let text), .ambiguous(let text): text
        }
    }
}
