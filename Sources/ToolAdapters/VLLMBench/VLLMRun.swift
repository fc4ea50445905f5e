import BenchModel

/// What belongs to one run among the results and console reports of an output.
struct VLLMRun {
    private(set) var result: VLLMFiles.Found<VLLMResult>?
    private(set) var console: VLLMFiles.Found<VLLMConsoleReport>?

    /// In the order of files and lines. Copies of one report count as one, and a console report belongs to the result
    /// whose figures it gives within its digits.
    static func all(in files: VLLMFiles) -> [VLLMRun] {
        var runs: [VLLMRun] = []
        for found in files.results {
            let isCopy = runs.contains { run in
                run.result.map {
                    $0.value.figures.values == found.value.figures.values && $0.value.work == found.value.work
                }
                    ?? false
            }
            if !isCopy { runs.append(VLLMRun(result: found)) }
        }
        for found in files.consoles {
            let figures = found.value.figures
            if let copy = runs.firstIndex(where: { $0.console?.value.isCopy(of: found.value) ?? false }) {
                // Nearer to its result, it may have the arguments that the other lacks.
                if runs[copy].console?.value.arguments == nil { runs[copy].console = found }
            } else if let own = runs.firstIndex(where: { run in
                run.result.map { $0.value.figures.differences(from: figures).isEmpty } ?? false
            }) {
                if runs[own].console?.value.arguments == nil { runs[own].console = found }
            } else {
                runs.append(VLLMRun(console: found))
            }
        }
        return runs.sorted { left, right in
            left.order.lexicographicallyPrecedes(right.order)
        }
    }

    private init(result: VLLMFiles.Found<VLLMResult>? = nil, console: VLLMFiles.Found<VLLMConsoleReport>? = nil) {
        self.result = result
        self.console = console
    }

    private var order: [Int] {
        [result?.order, console?.order].compactMap(\.self).min { $0.lexicographicallyPrecedes($1) } ?? []
    }

    /// What the output holds of the version that wrote it.
    /// - Parameter version: Told by whoever ran the tool. Nil when nobody knows.
    func evidence(known version: ToolVersion?) -> VLLMVersionEvidence {
        var evidence = VLLMVersionEvidence(known: version)
        if let result { evidence.merge(result.value.evidence) }
        if let console { evidence.merge(console.value.evidence) }
        return evidence
    }

    func work(evidence: VLLMVersionEvidence) -> ReportedWork {
        console?.value.work(evidence: evidence, beside: result?.value.work) ?? result?.value.work ?? ReportedWork()
    }

    /// For the list of an output that holds several.
    var listed: OutputRun {
        OutputRun(
            place: [console?.place, result?.place].compactMap(\.self).joined(separator: " and "),
            work: work(evidence: evidence(known: nil)),
            figures: result?.value.figures.values ?? console?.value.figures.values ?? [:]
        )
    }
}
