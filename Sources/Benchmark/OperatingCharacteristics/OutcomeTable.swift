import BenchModel
import Foundation

/// Operating characteristics as Markdown.
enum OutcomeTable {
    /// `3…6 rounds, looks at 3, 4, 6`, `5 rounds`.
    static func name(_ rounds: RoundPlan) -> String {
        guard rounds.minimum < rounds.maximum else { return "\(rounds.minimum) rounds" }
        let looks = LookPlan(rounds).looks.map(String.init).joined(separator: ", ")
        return "\(rounds.minimum)…\(rounds.maximum) rounds, looks at \(looks)"
    }

    /// A row for each ratio and deviation: the share of each verdict, and what it is at most with 95 % confidence.
    static func full(_ table: OperatingCharacteristics.Table) -> String {
        let rounding = table.halfStep > 0 ? ", figures rounded to ±\(percent(table.halfStep))" : ""
        let rows = table.cells.map { cell in
            let shares = [Verdict.agree, .disagree, .inconclusive].map { verdict in
                "\(percent(cell.counts.share(verdict))) (≤ \(percent(cell.counts.bound(verdict))))"
            }
            let rounds = String(format: "%.1f", cell.counts.meanRounds)
            return row([ratio(cell.ratio), percent(cell.deviation)] + shares + [rounds])
        }
        return """
            ### \(name(table.rounds))\(rounding)

            | true ratio | SD | agree | disagree | inconclusive | rounds |
            |--:|--:|--:|--:|--:|--:|
            \(rows.joined(separator: "\n"))
            """
    }

    /// Rows are ratios, columns deviations; a cell has the shares of `agree` and `disagree`.
    static func short(_ table: OperatingCharacteristics.Table) -> String {
        let deviations = OperatingCharacteristics.deviations
        let rows = OperatingCharacteristics.ratios.map { value in
            let cells = deviations.map { deviation in
                table.cell(ratio: value, deviation: deviation).map {
                    "\(percent($0.counts.share(.agree))) / \(percent($0.counts.share(.disagree)))"
                } ?? ""
            }
            return row([ratio(value)] + cells)
        }
        return """
            \(name(table.rounds)); agree / disagree, the rest is inconclusive:

            \(row(["true ratio"] + deviations.map { "SD \(percent($0))" }))
            |\(Array(repeating: "--:|", count: deviations.count + 1).joined())
            \(rows.joined(separator: "\n"))
            """
    }

    /// `4.2 %`; without decimals where there is nothing behind the point.
    static func percent(_ share: Double) -> String {
        let text = String(format: "%.1f", share * 100)
        return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + " %"
    }

    private static func ratio(_ value: Double) -> String { String(format: "%.2f", value) }

    private static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
}
