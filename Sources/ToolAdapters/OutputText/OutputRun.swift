import BenchModel

/// One of the runs that an output holds, as far as it takes to tell it from the others.
struct OutputRun {
    /// A file, with a line where the file holds more.
    let place: String
    let work: ReportedWork
    let figures: [MetricID: MetricValue]

    private var sentence: String {
        var parts: [String] = []
        switch work[.concurrency] {
        case .number(let limit)?: parts.append("concurrency \(Self.text(limit))")
        case ReportedWork.Value.none?: parts.append("no limit on concurrency")
        default: break
        }
        switch work[.requestRate] {
        case .number(let rate)? where rate.isFinite: parts.append("\(Self.text(rate)) requests/s asked for")
        case .number?: parts.append("no rate asked for")
        default: break
        }
        if case .text(let ramp)? = work[.rampUp] { parts.append(ramp) }
        let counts = [MetricFamily.requestsCompleted, .requestsFailed].compactMap { figures[MetricID($0)]?.value }
        if !counts.isEmpty { parts.append("\(Self.text(counts.reduce(0, +))) requests") }
        if let duration = figures[MetricID(.duration)] {
            parts.append("\(duration.sourceText ?? Self.text(duration.value)) s")
        }
        return "\(place): \(parts.joined(separator: ", "))"
    }

    /// Whole numbers without a point.
    private static func text(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? "\(number)" }

    /// The one rule for every tool: an output of one run is that run, one of several has to be named.
    /// - Returns: A place in `runs`, which must not be empty.
    /// - Throws: `.ambiguous` with every run, one a line.
    static func choice(of runs: [OutputRun], in output: ToolOutput, tool: ToolID) throws(OutputError) -> Int {
        if runs.count == 1, output.pick ?? 1 == 1 { return 0 }
        if let pick = output.pick, runs.indices.contains(pick - 1) { return pick - 1 }
        let list = zip(1..., runs).map { "\n  #\($0)  \($1.sentence)" }.joined()
        let heading =
            output.pick.map { "there is no #\($0) among its runs:" } ?? "it holds \(runs.count) runs:"
        throw OutputError(tool: tool, problem: .ambiguous(heading + list), lookedFor: "one run", place: output.path)
    }

    /// Whether figures of two accounts can be of one run: none that both have differs by more than both leave open.
    /// - Returns: False where both have times or rates and none of them in common.
    static func areAlike(_ one: [MetricID: MetricValue], _ other: [MetricID: MetricValue]) -> Bool {
        var shared = 0
        for (metric, value) in one {
            guard let second = other[metric] else { continue }
            let open = (value.resolution + second.resolution) * 1.001 + 1e-9 * abs(value.value)
            guard abs(value.value - second.value) <= open else { return false }
            if !metric.family.isCount { shared += 1 }
        }
        // A run that failed altogether has counts alone.
        return shared > 0 || [one, other].contains { $0.keys.allSatisfy(\.family.isCount) }
    }
}
