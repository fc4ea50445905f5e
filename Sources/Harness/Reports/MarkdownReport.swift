import BenchModel

/// The verdict as GitHub-flavoured Markdown, for a job summary or a comment.
struct MarkdownReport {
    private let document: VerdictDocument
    private let heading: ReportHeading

    init(_ document: VerdictDocument) {
        self.document = document
        heading = ReportHeading(document)
    }

    func render() -> String {
        let facts = [heading.tools, heading.replication, heading.tolerance, heading.views].compactMap { $0 }
        let information = ReportRow.informational(document)
        let sections = [
            "## Concord verdict: \(document.verdict.symbol) \(document.verdict.rawValue)",
            Self.escape(document.summary),
            facts.map { "- \(Self.escape($0))" }.joined(separator: "\n"),
            table(ReportRow.deciding(document)),
            information.isEmpty
                ? "" : "<details><summary>For information</summary>\n\n\(table(information))\n\n</details>",
            rounds,
            list("Undecided", document.comparisons.filter { $0.gated && $0.verdict == .inconclusive }.map(Self.reason)),
            list("Why", Explanation.sentences(document).map(Self.escape)),
            list(
                "Findings",
                document.findings.map { "\(MarkdownText.code($0.id)) (\($0.severity.rawValue)): " + Self.escape($0) }
            ),
            list("Checks", CheckSummary(document).lines.map { "\($0.outcome.symbol) \(Self.escape($0.text))" }),
            work, list("Notes", document.notes.map(Self.escape)),
        ]
        return sections.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private func table(_ rows: [ReportRow]) -> String {
        guard !rows.isEmpty else { return "" }
        let reference = Self.escape(document.reference.rawValue)
        let header = [
            "| metric | view | unit | \(reference) | tool | value | difference | interval | verdict |",
            "|---|---|---|--:|---|--:|--:|--:|---|",
        ]
        let tools = document.tools.map(\.name)
        let lines = rows.flatMap { row in
            tools.compactMap { row.comparisons[$0] }.map { comparison in
                let verdict = "\(comparison.verdict.symbol) \(comparison.verdict.rawValue)"
                let cells = [
                    "`\(row.metric)`", row.view.rawValue, row.scale.unit, row.referenceText,
                    Self.escape(comparison.tool.rawValue), row.valueText(comparison),
                    ReportRow.differenceText(comparison), ReportRow.intervalText(comparison),
                    comparison.gated ? "**\(verdict)**" : "\(verdict), not gated",
                ]
                return "| " + cells.joined(separator: " | ") + " |"
            }
        }
        return (header + lines).joined(separator: "\n")
    }

    private var rounds: String {
        let summary = RoundSummary(document)
        guard !summary.rows.isEmpty else { return "" }
        let rule = "|" + summary.titles.map { _ in "---|" }.joined()
        let rows = ([summary.titles] + summary.rows).map { "| " + $0.map(Self.escape).joined(separator: " | ") + " |" }
        let table = (rows.prefix(1) + [rule] + rows.dropFirst()).joined(separator: "\n")
        return "<details><summary>\(RoundSummary.heading)</summary>\n\n\(table)\n\n</details>"
    }

    private var work: String {
        let summary = WorkSummary(document)
        guard !summary.rows.isEmpty else { return "" }
        let rule = "|" + summary.titles.indices.map { $0 == 0 ? "---|" : "--:|" }.joined()
        let rows = ([summary.titles] + summary.rows).map { "| " + $0.map(Self.escape).joined(separator: " | ") + " |" }
        return "### Work\n\n" + (rows.prefix(1) + [rule] + rows.dropFirst()).joined(separator: "\n")
    }

    private func list(_ title: String, _ items: [String]) -> String {
        items.isEmpty ? "" : "### \(title)\n\n" + items.map { "- \($0)" }.joined(separator: "\n")
    }

    private static func reason(_ comparison: Comparison) -> String {
        escape("\(comparison.tool) \(comparison.metric): \(comparison.reason ?? "")")
    }

    private static func escape(_ finding: Finding) -> String { escape(ReportHeading.text(finding)) }

    private static func escape(_ text: String) -> String { MarkdownText.escape(text) }
}
