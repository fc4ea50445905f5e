import BenchModel

/// The verdict for a person at a terminal.
struct TextReport {
    /// How much of a row is spelled out, the widest first.
    private enum Detail: CaseIterable {
        case interval, words, symbols
    }

    private let document: VerdictDocument
    private let heading: ReportHeading
    private let width: Int
    private let color: Bool
    private let verbose: Bool

    init(_ document: VerdictDocument, width: Int, color: Bool, verbose: Bool) {
        self.document = document
        heading = ReportHeading(document)
        self.width = max(width, 40)
        self.color = color
        self.verbose = verbose
    }

    func render() -> String {
        let information = ReportRow.informational(document)
        let collapsed = verbose ? 0 : information.count
        let sections = [
            head, table(ReportRow.deciding(document)),
            verbose && !information.isEmpty ? [bold("For information")] + table(information) : [],
            collapsed > 0
                ? paragraph(
                    "\(collapsed) more \(collapsed == 1 ? "row decides" : "rows decide") nothing; --verbose shows them",
                    mark: nil
                ) : [],
            undecided, why, findings, checks, work, notes, [result],
        ]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var style: TextStyle { TextStyle(document.verdict) }

    private var head: [String] {
        let facts = [heading.tools, heading.replication, heading.tolerance, heading.views].compactMap { $0 }
        return [bold("Concord verdict: ") + style.apply(document.verdict.rawValue.uppercased(), color: color)]
            + facts.flatMap { paragraph($0, mark: nil) }
    }

    private var result: String { style.apply(VisibleText.line(document.summary), color: color) }

    /// All tools side by side where that fits, else one table for each.
    private func table(_ rows: [ReportRow]) -> [String] {
        let tools = document.comparisons.map(\.tool).reduce(into: [ToolID]()) { if !$0.contains($1) { $0.append($1) } }
        guard !rows.isEmpty, !tools.isEmpty else { return [] }
        if let whole = fitting(rows, tools) { return whole }
        let tables = tools.map { tool -> [String] in
            let own = rows.filter { $0.comparisons[tool] != nil }
            return fitting(own, [tool]) ?? lines(own, [tool], .symbols)
        }
        return Array(tables.joined(separator: [""]))
    }

    private func fitting(_ rows: [ReportRow], _ tools: [ToolID]) -> [String]? {
        Detail.allCases.first { table(rows, tools, $0).width <= width }.map { lines(rows, tools, $0) }
    }

    /// The table and what its marks mean, as far as they do not speak for themselves.
    private func lines(_ rows: [ReportRow], _ tools: [ToolID], _ detail: Detail) -> [String] {
        var legend: [String] = []
        if detail == .symbols {
            legend = [Verdict.agree, .disagree, .inconclusive].map { "\($0.symbol) \($0.rawValue)" }
        }
        let shown = rows.flatMap { row in tools.compactMap { row.comparisons[$0] } }
        if shown.contains(where: { !$0.gated }) { legend.append("(…) decides nothing") }
        let foot = legend.isEmpty ? [] : [TextStyle.dim.apply(legend.joined(separator: "   "), color: color)]
        return table(rows, tools, detail).lines(color: color) + foot
    }

    private func table(_ rows: [ReportRow], _ tools: [ToolID], _ detail: Detail) -> TextTable {
        let showsView = Set(rows.filter { !$0.isSecondary }.map(\.view)).count > 1
        var columns: [TextTable.Column] = [.init("metric")]
        if showsView { columns.append(.init("view")) }
        columns += [.init("unit"), .init(document.reference.rawValue, right: true, group: true)]
        for tool in tools {
            columns += [.init(tool.rawValue, right: true, group: true), .init("diff", right: true)]
            if detail == .interval { columns.append(.init("interval", right: true)) }
            columns.append(.init(detail == .symbols ? "" : "verdict"))
        }
        let cells = rows.map { row -> [TextTable.Cell] in
            var cells: [TextTable.Cell] = [
                row.isSecondary ? .init("  └ \(row.view.rawValue)", .dim) : .init(row.metric.description)
            ]
            if showsView { cells.append(.init(row.view.rawValue, .dim)) }
            cells += [.init(row.scale.unit, .dim), .init(row.referenceText)]
            for tool in tools { cells += self.cells(row, row.comparisons[tool], detail) }
            return cells
        }
        return TextTable(columns, rows: cells)
    }

    private func cells(_ row: ReportRow, _ comparison: Comparison?, _ detail: Detail) -> [TextTable.Cell] {
        guard let comparison else {
            return Array(repeating: TextTable.Cell(""), count: detail == .interval ? 4 : 3)
        }
        let verdict = comparison.verdict
        let words = detail == .symbols ? verdict.symbol : "\(verdict.symbol) \(verdict.rawValue)"
        let mark = comparison.gated ? words : "(\(words))"
        var cells: [TextTable.Cell] = [
            .init(row.valueText(comparison)), .init(ReportRow.differenceText(comparison)),
        ]
        if detail == .interval { cells.append(.init(ReportRow.intervalText(comparison), .dim)) }
        return cells + [.init(mark, comparison.gated ? TextStyle(verdict) : .dim)]
    }

    private var undecided: [String] {
        let open = document.comparisons.filter { $0.gated && $0.verdict == .inconclusive }
        guard !open.isEmpty else { return [] }
        return [bold("Undecided")]
            + open.flatMap { comparison in
                paragraph("\(comparison.tool) \(comparison.metric): \(comparison.reason ?? "")", mark: ("?", .open))
            }
    }

    private var why: [String] {
        let sentences = Explanation.sentences(document, all: verbose)
        guard !sentences.isEmpty else { return [] }
        return [bold("Why")] + sentences.flatMap { paragraph($0, mark: ("·", .dim)) }
    }

    private var findings: [String] {
        guard !document.findings.isEmpty else { return [] }
        let ranks: [Finding.Severity] = [.invalidating, .undeciding, .warning, .note]
        let sorted = ranks.flatMap { rank in document.findings.filter { $0.severity == rank } }
        return [bold("Findings")]
            + sorted.flatMap { finding in
                let text = "\(finding.id): \(ReportHeading.text(finding))"
                return paragraph(text, mark: (finding.severity.symbol, finding.severity.style))
            }
    }

    private var checks: [String] {
        let lines = CheckSummary(document).lines
        guard !lines.isEmpty else { return [] }
        return [bold("Checks")]
            + lines.flatMap { paragraph($0.text, mark: ($0.outcome.symbol, TextStyle($0.outcome.verdict))) }
    }

    /// A table where it fits, else a paragraph for each tool.
    private var work: [String] {
        let summary = WorkSummary(document)
        guard !summary.rows.isEmpty else { return [] }
        let columns = summary.titles.enumerated().map { TextTable.Column($1, right: $0 > 0) }
        let table = TextTable(columns, rows: summary.rows.map { $0.map { TextTable.Cell($0) } })
        if table.width <= width { return [bold("Work")] + table.lines(color: color) }
        return [bold("Work")] + summary.sentences.flatMap { paragraph($0, mark: ("·", .dim)) }
    }

    private var notes: [String] {
        guard !document.notes.isEmpty else { return [] }
        return [bold("Notes")] + document.notes.flatMap { paragraph($0, mark: ("·", .dim)) }
    }

    private func bold(_ text: String) -> String { TextStyle.bold.apply(text, color: color) }

    /// Filled to the width; with a mark, indented behind it.
    private func paragraph(_ text: String, mark: (symbol: String, style: TextStyle)?) -> [String] {
        guard let mark else { return FilledText.lines(text, width: width, indent: 0) }
        let lines = FilledText.lines(text, width: width, indent: 4)
        guard let first = lines.first else { return [] }
        return ["  \(mark.style.apply(mark.symbol, color: color)) \(first.dropFirst(4))"] + lines.dropFirst()
    }
}
