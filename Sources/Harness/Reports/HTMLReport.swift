import BenchModel

/// The verdict as one page that needs nothing else, in light and dark.
struct HTMLReport {
    private let document: VerdictDocument
    private let heading: ReportHeading

    init(_ document: VerdictDocument) {
        self.document = document
        heading = ReportHeading(document)
    }

    func render() -> String {
        let verdict = document.verdict
        let facts = [heading.tools, heading.replication, heading.tolerance, heading.views].compactMap { $0 }
        let information = ReportRow.informational(document)
        let findings = document.findings.map { finding in
            "<li class=\"\(finding.severity.rawValue)\"><code>\(Self.escape(finding.id))</code> "
                + "(\(finding.severity.rawValue)): \(Self.escape(ReportHeading.text(finding)))</li>"
        }
        let checks = CheckSummary(document).lines.map { line in
            "<li class=\"\(line.outcome.verdict.rawValue)\">\(line.outcome.symbol) \(Self.escape(line.text))</li>"
        }
        let commands = document.tools.filter { !$0.command.isEmpty }.map { tool in
            "<li><strong>\(Self.escape(tool.name.rawValue))</strong> "
                + "<code>\(Self.escape(tool.command.joined(separator: " ")))</code></li>"
        }
        let environment = document.environment.sorted { $0.key < $1.key }.map { key, value in
            "<li>\(Self.escape(key)): \(Self.escape(value))</li>"
        }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Concord verdict: \(verdict.rawValue)</title>
            <style>
            \(Self.style)
            </style>
            </head>
            <body>
            <h1>Concord verdict: <span class="\(verdict.rawValue)">\(verdict.symbol) \(verdict.rawValue)</span></h1>
            <p class="summary">\(Self.escape(document.summary))</p>
            \(list(nil, facts.map { "<li>\(Self.escape($0))</li>" }))
            \(table(ReportRow.deciding(document)))
            \(details("For information", table(information)))
            \(details(RoundSummary.heading, rounds))
            \(list("Why", Explanation.sentences(document).map { "<li>\(Self.escape($0))</li>" }))
            \(list("Findings", findings))
            \(list("Checks", checks))
            \(work)
            \(list("Notes", document.notes.map { "<li>\(Self.escape($0))</li>" }))
            \(details("Commands", list(nil, commands)))
            \(details("Environment", list(nil, environment)))
            </body>
            </html>

            """.replacing(#/\n\n+/#, with: "\n")
    }

    private func table(_ rows: [ReportRow]) -> String {
        guard !rows.isEmpty else { return "" }
        let titles = [
            "metric", "view", "unit", document.reference.rawValue, "tool", "value", "difference", "interval", "verdict",
        ]
        return Self.table(
            titles,
            rows.flatMap { row in document.tools.compactMap { row.comparisons[$0.name] }.map { line(row, $0) } }
        )
    }

    /// - Parameter rows: Each a `tr`.
    private static func table(_ titles: [String], _ rows: [String]) -> String {
        """
        <div class="wide"><table>
        <thead><tr>\(titles.map { "<th scope=\"col\">\(escape($0))</th>" }.joined())</tr></thead>
        <tbody>
        \(rows.joined(separator: "\n"))
        </tbody>
        </table></div>
        """
    }

    /// The first cell is the row's heading.
    /// - Parameter attributes: Of the other cells.
    private static func row(_ cells: [String], attributes: String = "") -> String {
        "<tr><th scope=\"row\">\(escape(cells[0]))</th>"
            + cells.dropFirst().map { "<td\(attributes)>\(escape($0))</td>" }.joined() + "</tr>"
    }

    private var rounds: String {
        let summary = RoundSummary(document)
        guard !summary.rows.isEmpty else { return "" }
        return Self.table(summary.titles, summary.rows.map { Self.row($0) })
    }

    private var work: String {
        let summary = WorkSummary(document)
        guard !summary.rows.isEmpty else { return "" }
        let rows = summary.rows.map { Self.row($0, attributes: " class=\"figure\"") }
        return "<h2>Work</h2>\n" + Self.table(summary.titles, rows)
    }

    private func line(_ row: ReportRow, _ comparison: Comparison) -> String {
        let verdict = comparison.verdict
        let mark = "\(verdict.symbol) \(verdict.rawValue)\(comparison.gated ? "" : ", not gated")"
        let reason = comparison.reason.map { "<br><small>\(Self.escape($0))</small>" } ?? ""
        let figures = [
            row.valueText(comparison), ReportRow.differenceText(comparison), ReportRow.intervalText(comparison),
        ]
        return "<tr\(comparison.gated ? "" : " class=\"information\"")><th scope=\"row\">\(row.metric)</th>"
            + "<td>\(row.view.rawValue)</td><td>\(row.scale.unit)</td><td class=\"figure\">\(row.referenceText)</td>"
            + "<td>\(Self.escape(comparison.tool.rawValue))</td>"
            + figures.map { "<td class=\"figure\">\($0)</td>" }.joined()
            + "<td class=\"\(comparison.gated ? verdict.rawValue : "muted")\">\(mark)\(reason)</td></tr>"
    }

    private func list(_ title: String?, _ items: [String]) -> String {
        guard !items.isEmpty else { return "" }
        return (title.map { "<h2>\($0)</h2>\n" } ?? "") + "<ul>\n" + items.joined(separator: "\n") + "\n</ul>"
    }

    private func details(_ title: String, _ content: String) -> String {
        content.isEmpty ? "" : "<details><summary>\(title)</summary>\n\(content)\n</details>"
    }

    private static func escape(_ text: String) -> String { MarkupText.escape(text) }

    private static let style = """
        :root { color-scheme: light dark; --good: #1a7f37; --bad: #cf222e; --open: #9a6700; --broken: #8250df;
          --line: #8884; }
        @media (prefers-color-scheme: dark) {
          :root { --good: #3fb950; --bad: #ff7b72; --open: #d29922; --broken: #bc8cff; }
        }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
        .summary { font-size: 1.1rem; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: .25rem .75rem; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
        tbody th { font-weight: 600; white-space: nowrap; }
        .figure { text-align: right; white-space: nowrap; }
        .information, .muted { opacity: .75; }
        .agree { color: var(--good); } .disagree { color: var(--bad); }
        .inconclusive, .undeciding, .warning { color: var(--open); } .invalid, .invalidating { color: var(--broken); }
        code { overflow-wrap: anywhere; }
        details { margin: 1rem 0; }
        """
}
