import BenchModel

/// The block that ends a run's console output, from the line `= Serving Benchmark Result =` to a line of `=`.
struct VLLMConsoleReport {
    static let title = "Serving Benchmark Result"

    let figures: VLLMFigures
    let evidence: VLLMVersionEvidence
    let warnings: [String]
    /// The line of the heading.
    let line: Int
    /// What the run was started with. Nil when it is not in the text.
    let arguments: VLLMNamespace?
    /// What stands between the arguments and the report tells.
    private let preamble: ReportedWork
    /// Figures of the rows that tell of the work, by label.
    private let settings: [Substring: Double]

    /// Every report in a text, in order; none when it holds none.
    static func all(in text: String, path: String) throws(OutputError) -> [VLLMConsoleReport] {
        let lines = ConsoleText.lines(text).map { $0.trimming { $0.isWhitespace } }
        var reports: [VLLMConsoleReport] = []
        // What stands before a report and after the one before it is the run's.
        var start = 0
        for (index, line) in lines.enumerated() where isTitle(line) {
            reports.append(try VLLMConsoleReport(lines, from: start, title: index, path: path))
            start = index
        }
        return reports
    }

    /// Whether both print the same figures of the same load.
    func isCopy(of other: VLLMConsoleReport) -> Bool {
        figures.values == other.figures.values && settings == other.settings
    }

    /// What the report and the text before it tell of the work.
    /// - Parameters:
    ///   - evidence: Of everything that the output holds.
    ///   - finer: What a result JSON of the same run tells.
    func work(evidence: VLLMVersionEvidence, beside finer: ReportedWork? = nil) -> ReportedWork {
        var work = arguments.map { VLLMWork.of($0, evidence: evidence) } ?? ReportedWork()
        if let finer { work.merge(finer) }
        // A ramp is printed as no rate at all.
        if work[.rampUp].map({ $0 != .none }) ?? false { return work }
        work.merge(preamble)
        work.merge(VLLMWork.of(rows: settings, hasRows: evidence.isAtLeast("0.10.1")))
        return work
    }

    private init(_ lines: [Substring], from start: Int, title: Int, path: String) throws(OutputError) {
        func error(_ problem: OutputError.Problem, at index: Int) -> OutputError {
            OutputError(
                tool: VLLMBench.toolID,
                problem: problem,
                lookedFor: "a whole vLLM console report",
                place: "\(path):\(index + 1)"
            )
        }
        var figures = VLLMFigures()
        var labels: Set<Substring> = []
        var settings: [Substring: Double] = [:]
        let arguments = lines[start..<title].last { $0.contains("Namespace(") }.flatMap { VLLMNamespace($0) }
        let body = lines[(title + 1)...].prefix { !Self.isRule($0) && !Self.isTitle($0) }
        for (index, line) in zip(body.indices, body) {
            if let family = Self.headings[line.trimming { $0 == "-" }] { figures.expect(family) }
            guard let row = try Self.row(line, failure: { error(.unknownShape($0), at: index) }) else { continue }
            let isNew = labels.insert(row.label).inserted
            guard let metric = row.metric else {
                if row.isSetting { settings[row.label] = row.value.value }
                continue
            }
            guard isNew else { throw error(.unknownShape("'\(row.label)' stands there twice"), at: index) }
            figures.put(row.value, for: metric, statistic: String(row.label.prefix { $0 != " " }))
        }
        guard body.endIndex < lines.endIndex, Self.isRule(lines[body.endIndex]) else {
            throw error(.cutOff, at: body.endIndex - 1)
        }
        if let gap = figures.gap(required: ["mean", "median"]) { throw error(.unknownShape(gap), at: title) }
        if let sent = arguments?.promptCount { figures.deriveFailures(of: sent) }
        figures.setSamples()
        warnings = figures.removePlaceholders() + figures.inconsistencies
        evidence = Self.evidence(labels: labels, arguments: arguments)
        line = title + 1
        preamble = VLLMWork.of(preamble: lines[start..<title])
        self.arguments = arguments
        self.settings = settings
        self.figures = figures
    }

    private static let headings: [Substring: MetricFamily] = [
        "Time to First Token": .ttft,
        "Time per Output Token (excl. 1st token)": .tpot,
        "Inter-token Latency": .itl,
        "End-to-end Latency": .e2el,
    ]

    private static func isTitle(_ line: Substring) -> Bool {
        line.hasPrefix("=") && line.hasSuffix("=") && line.trimming { $0 == "=" || $0 == " " } == title
    }

    private static func isRule(_ line: Substring) -> Bool { line.count >= 20 && line.allSatisfy { $0 == "=" } }

    private static func evidence(labels: Set<Substring>, arguments: VLLMNamespace?) -> VLLMVersionEvidence {
        var evidence = arguments?.evidence ?? VLLMVersionEvidence()
        evidence.note(labels.contains("Failed requests"), since: "0.11.1")
        evidence.note(labels.contains("Peak concurrent requests"), since: "0.11")
        if labels.contains("Total Token throughput (tok/s)") { evidence.note(false, since: "0.13") }
        if labels.contains("Total token throughput (tok/s)") { evidence.note(true, since: "0.13") }
        if labels.contains("Mean Client Queue Time (ms)") { evidence.note(true, since: "0.30") }
        return evidence
    }
}

extension VLLMConsoleReport {
    private struct Row {
        let label: Substring
        /// Nil for figures that are none of ours.
        let metric: MetricID?
        let value: MetricValue
        /// Whether it tells of the work.
        var isSetting = false
    }

    /// Nil for lines that are no row. Lines of a log may stand between rows: only rows of ours must hold a figure.
    private static func row(_ line: Substring, failure: (String) -> OutputError) throws(OutputError) -> Row? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let label = line[..<colon]
        let text = line[line.index(after: colon)...].trimming { $0 == " " }
        let name: VLLMFigureName?
        do throws(VLLMFigureName.UnknownUnit) {
            name = try VLLMFigureName(label: label)
        } catch {
            throw failure("the unit of '\(error.name)' is not known")
        }
        guard let name else {
            guard [VLLMWork.concurrencyRow, VLLMWork.rateRow].contains(label) else {
                return Row(label: label, metric: nil, value: MetricValue(0))
            }
            guard let number = number(text), number.value > 0 else {
                throw failure("'\(text)' is no figure for '\(label)'")
            }
            return Row(label: label, metric: nil, value: MetricValue(number.value), isSetting: true)
        }
        guard let number = number(text), !name.metric.family.isCount || number.decimals == 0 else {
            throw failure("'\(text)' is no figure for '\(label)'")
        }
        let digit = name.metric.family.isCount ? 0 : power(ofTenth: number.decimals)
        let value = MetricValue(
            number.value * name.factor,
            resolution: digit / 2 * name.factor,
            sourceName: String(label),
            sourceText: String(text)
        )
        return Row(label: label, metric: name.metric, value: value)
    }

    /// A figure as Python's `.2f` or `d` writes it, with its number of decimals.
    private static func number(_ text: Substring) -> (value: Double, decimals: Int)? {
        if text == "nan" || text == "inf" { return (.nan, 0) }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { !$0.isEmpty && $0.count <= 15 && $0.allSatisfy { $0.isASCII && $0.isNumber } }
        guard isPlain, parts.count <= 2, let value = Double(text) else { return nil }
        return (value, parts.count == 2 ? parts[1].count : 0)
    }

    private static func power(ofTenth decimals: Int) -> Double {
        (0..<decimals).reduce(1) { power, _ in power / 10 }
    }
}

extension Substring {
    /// Without the characters at both ends that match.
    fileprivate func trimming(_ isOut: (Character) -> Bool) -> Substring {
        var rest = drop(while: isOut)
        while let last = rest.last, isOut(last) { rest.removeLast() }
        return rest
    }
}
