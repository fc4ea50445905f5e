package import BenchModel

/// Writes what a probe found for people. Every form ends in one newline.
package struct ProbeReport {
    package enum Format: String, CaseIterable, Sendable {
        case text, json, markdown
    }

    private let document: ProbeDocument
    /// Whether rows that are the same are listed, not only counted.
    private let verbose: Bool

    package init(_ document: ProbeDocument, verbose: Bool = false) {
        self.document = document
        self.verbose = verbose
    }

    /// - Parameters:
    ///   - width: Columns that a sentence may fill; the table is as wide as its values.
    ///   - color: Whether ANSI colours may be used.
    package func text(width: Int, color: Bool) -> String {
        let sections = document.comparisons.map { comparison in
            ([TextStyle.bold.apply(VisibleText.line(heading(comparison)), color: color)]
                + table(comparison, color: color)
                + remarks(comparison, width: width)).joined(separator: "\n")
        }
        return sections.joined(separator: "\n\n") + "\n"
    }

    package func markdown() -> String {
        let sections = document.comparisons.map { comparison in
            let rows = shown(comparison).map { row in
                let cells = [
                    row.place, row.reference ?? "–", row.tool ?? "–", row.outcome.rawValue, row.why ?? "",
                ]
                return "| " + cells.map(MarkdownText.escape).joined(separator: " | ") + " |"
            }
            let header = [
                "| field | \(MarkdownText.escape("\(comparison.reference)")) | \(MarkdownText.escape("\(comparison.tool)")) | outcome | why |",
                "|---|---|---|---|---|",
            ]
            let table = rows.isEmpty ? [] : header + rows + [""]
            return
                (["### \(MarkdownText.escape(heading(comparison)))", ""] + table
                + [collapsed(comparison)].compactMap { $0 })
                .joined(separator: "\n")
        }
        return sections.joined(separator: "\n\n") + "\n"
    }

    private func heading(_ comparison: ProbeDocument.Comparison) -> String {
        let count = comparison.differences.count
        let text = count == 0 ? "the same work" : count == 1 ? "1 difference" : "\(count) differences"
        return "\(comparison.tool) against \(comparison.reference): \(text)"
    }

    /// What differs first.
    private func shown(_ comparison: ProbeDocument.Comparison) -> [ProbeRow] {
        let ranks: [ProbeRow.Outcome] = [.different, .equivalent, .expected] + (verbose ? [.same] : [])
        return ranks.flatMap { rank in comparison.rows.filter { $0.outcome == rank } }
    }

    private func collapsed(_ comparison: ProbeDocument.Comparison) -> String? {
        let count = comparison.rows.count { $0.outcome == .same }
        guard !verbose, count > 0 else { return nil }
        return count == 1 ? "1 field is the same" : "\(count) fields are the same"
    }

    private func table(_ comparison: ProbeDocument.Comparison, color: Bool) -> [String] {
        let rows = shown(comparison)
        guard !rows.isEmpty else { return [] }
        let columns = ["field", comparison.reference.rawValue, comparison.tool.rawValue, ""].map {
            TextTable.Column($0)
        }
        let cells = rows.map { row -> [TextTable.Cell] in
            [
                .init(row.place), .init(row.reference ?? "–"), .init(row.tool ?? "–"),
                .init("\(row.outcome.symbol) \(row.outcome.rawValue)", row.outcome.style),
            ]
        }
        return TextTable(columns, rows: cells).lines(color: color)
    }

    /// Why, once for all fields of which it is true, and what is not listed.
    private func remarks(_ comparison: ProbeDocument.Comparison, width: Int) -> [String] {
        var reasons: [(why: String, places: [String])] = []
        for row in shown(comparison) {
            guard let why = row.why else { continue }
            if let index = reasons.firstIndex(where: { $0.why == why }) {
                reasons[index].places.append(row.place)
            } else {
                reasons.append((why, [row.place]))
            }
        }
        let sentences = reasons.map { "\($0.places.joined(separator: ", ")): \($0.why)" }
        return (sentences + [collapsed(comparison)].compactMap { $0 }).flatMap { sentence in
            FilledText.lines(sentence, width: width, indent: 2)
        }
    }
}

extension ProbeRow.Outcome {
    fileprivate var symbol: String {
        switch self {
        case .same: "="
        case .equivalent: "≡"
        case .expected: "·"
        case .different: "✗"
        }
    }

    fileprivate var style: TextStyle {
        switch self {
        case .same, .equivalent, .expected: .dim
        case .different: .bad
        }
    }
}
