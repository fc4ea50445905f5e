package import BenchModel

extension VLLMBench {
    /// Without a version the output's own evidence decides who counted prompt tokens and what a first stamp means.
    package func read(_ output: ToolOutput) throws(OutputError) -> ToolReport { try read(output, version: nil) }

    /// - Parameter version: Of the tool that wrote the output. Nil when nobody knows.
    package func read(_ output: ToolOutput, version: ToolVersion?) throws(OutputError) -> ToolReport {
        let files = VLLMFiles(output)
        let result = try only(files.results, in: output, "result JSONs", figures: \.figures)
        let console = try only(files.consoles, in: output, "console reports", figures: \.figures)
        guard result != nil || console != nil else {
            throw files.problems.first
                ?? OutputError(tool: id, problem: .missing, lookedFor: Self.lookedFor, place: output.path)
        }
        var evidence = VLLMVersionEvidence(known: version)
        if let result { evidence.merge(result.value.evidence) }
        if let console { evidence.merge(console.value.evidence) }
        var report = ToolReport(tool: id, version: version)
        report.serverCountedInput = evidence.isAtLeast("0.20")
        report.work =
            console?.value.work(evidence: evidence, beside: result?.value.work) ?? result?.value.work ?? report.work
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
        guard let result else {
            report.warnings += console.value.warnings
            return
        }
        let differing = result.figures.differences(from: console.value.figures)
        guard !differing.isEmpty else { return }
        report.warnings.append(
            "The result JSON and the console report differ beyond rounding in "
                + differing.map(\.description).joined(separator: ", ")
                + ": they may be of different runs. The JSON's figures are used."
        )
    }

    /// The one that was found, or nil. Copies of one report count as one.
    private func only<Value>(
        _ found: [VLLMFiles.Found<Value>],
        in output: ToolOutput,
        _ noun: String,
        figures: (Value) -> VLLMFigures
    ) throws(OutputError) -> VLLMFiles.Found<Value>? {
        guard let first = found.first else { return nil }
        guard found.allSatisfy({ figures($0.value).values == figures(first.value).values }) else {
            var paths: [String] = []
            for path in found.map(\.path) where !paths.contains(path) { paths.append(path) }
            throw OutputError(
                tool: id,
                problem: .ambiguous("\(found.count) \(noun) in \(paths.joined(separator: ", "))"),
                lookedFor: "one run",
                place: output.path
            )
        }
        return first
    }

    private static func phrase(_ problem: OutputError.Problem) -> String {
        switch problem {
        case .missing: "nothing of vLLM's is in it"
        case .cutOff: "it ends too early"
        case .unknownShape(let text), .unreadable(let text), .ambiguous(let text): text
        }
    }
}
