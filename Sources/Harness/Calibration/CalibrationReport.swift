package import BenchModel
import Foundation

/// A calibration for a person at a terminal.
package struct CalibrationReport {
    private static let ttft = MetricID(.ttft, .mean)

    let document: CalibrationDocument
    let width: Int
    let color: Bool

    /// - Parameters:
    ///   - width: Columns that a table may fill; one with more loads is continued below.
    ///   - verbose: Whether every metric has its tables, not TTFT alone.
    package static func text(
        _ document: CalibrationDocument,
        width: Int = 110,
        color: Bool = false,
        verbose: Bool = false
    ) -> String {
        let report = CalibrationReport(document: document, width: max(width, 60), color: color)
        let metrics = verbose ? CalibrationFigure.metrics.sorted() : [ttft]
        let tables = ([ttft] + metrics.filter { $0 != ttft }).flatMap { metric in
            document.profiles.compactMap { report.table(metric, $0) }
        }
        let blocks = [report.head] + tables + [report.fits, report.believed, report.failures, report.notes]
        return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var head: [String] {
        let machine = document.machine
        let cpu = machine.cpu.isEmpty ? "" : ", \(machine.cpu)"
        let tolerance = document.tolerance
        let floor = tolerance.floor > 0 ? " or \(FigureText.plain(tolerance.floor * 1e6)) µs" : ""
        let rules = tolerance.rules.sorted { $0.key < $1.key }.map { "; \($0.key) \($0.value)" }.joined()
        let state = document.interrupted ? ", interrupted: the cells that were finished" : ""
        return [
            bold("Concord calibration") + state,
            "\(machine.cores) cores\(cpu); \(document.inputTokens) tokens in, \(document.outputTokens) out",
            "tolerance \(FigureText.plain(tolerance.share * 100)) %\(floor)\(rules)",
        ]
    }

    /// Rows are tools, columns are loads. Nil when no tool has the metric.
    private func table(_ metric: MetricID, _ profile: CalibrationProfile) -> [String]? {
        guard
            document.cells.contains(where: { $0.load.profile == profile.name && $0.figure(metric) != nil })
                || metric == Self.ttft
        else { return nil }
        let title = MetricCatalogue.entry(for: metric.family).title
        let statistic = metric.statistic.map { " \($0.name)" } ?? ""
        let unit = metric.unit == .seconds ? "ms" : FigureScale(metric, value: 1).unit
        let schedule =
            "first token after \(Self.milliseconds(profile.ttft)) ms, one more each \(Self.milliseconds(profile.itl)) ms"
        var lines = [
            bold("\(title)\(statistic), \(profile.name)") + ": \(schedule); seen against true, in % and \(unit)"
        ]
        lines += wrapped { part(metric, profile, $0) }
        if document.tools.contains(where: { $0.stoppedAfter != nil }) {
            lines.append(
                dim("– not measured: TTFT was off by more than 5 × the tolerance at a lower load, on every profile")
            )
        }
        return lines
    }

    /// The table of all loads, or several below each other with as many loads as fit.
    private func wrapped(_ table: ([Int]) -> TextTable) -> [String] {
        var lines: [String] = []
        var rest = document.loads[...]
        while !rest.isEmpty {
            var count = rest.count
            while count > 1, table(Array(rest.prefix(count))).width > width { count -= 1 }
            lines += table(Array(rest.prefix(count))).lines(color: color)
            rest = rest.dropFirst(count)
        }
        return lines
    }

    private func part(_ metric: MetricID, _ profile: CalibrationProfile, _ loads: [Int]) -> TextTable {
        let columns = loads.map { load in
            let chunks = FigureText.plain(profile.chunksPerSecond(concurrency: load))
            return TextTable.Column("\(load) (\(chunks)/s)", right: true, group: true)
        }
        let rows = document.tools.map { tool in
            [TextTable.Cell(tool.name)]
                + loads.map { load in
                    cell(metric, document.cell(tool.tool, concurrency: load, profile: profile.name))
                }
        }
        return TextTable([TextTable.Column("concurrent")] + columns, rows: rows)
    }

    private func cell(_ metric: MetricID, _ cell: CalibrationCell?) -> TextTable.Cell {
        guard let cell else { return TextTable.Cell("–", .dim) }
        if cell.failure != nil { return TextTable.Cell("failed", .broken) }
        guard let figure = cell.figure(metric) else { return TextTable.Cell("–", .dim) }
        let scale = metric.unit == .seconds ? 1000.0 : 1
        let difference = String(format: "%+.2f", (figure.reported - figure.truth) * scale)
        let (mark, style): (String, TextStyle) =
            switch figure.within {
            case true?: ("✓", .good)
            case false?: ("✗", .bad)
            case nil: ("?", .open)
            }
        return TextTable.Cell("\(FigureText.difference(1 + figure.bias))  \(difference) \(mark)", style)
    }

    /// What each tool makes of a TTFT, load by load.
    private var fits: [String] {
        guard document.tools.contains(where: { tool in tool.fits.contains { $0.metric == Self.ttft } }) else {
            return []
        }
        return [bold("TTFT seen = offset + factor × true")] + wrapped(fitTable)
    }

    private func fitTable(_ loads: [Int]) -> TextTable {
        let columns = loads.map { TextTable.Column("\($0)", right: true, group: true) }
        let rows = document.tools.map { tool in
            [TextTable.Cell(tool.name)]
                + loads.map { load in
                    let fit = tool.fits.first { $0.metric == Self.ttft && $0.concurrency == load }
                    let text = fit.map { String(format: "%+.2f ms, × %.3f", $0.offset * 1000, $0.factor) }
                    return TextTable.Cell(text ?? "–")
                }
        }
        return TextTable([TextTable.Column("concurrent")] + columns, rows: rows)
    }

    private var believed: [String] {
        let lines = CalibrationLimitLines(document: document).lines
        return lines.isEmpty ? [] : [bold("Believed up to")] + lines.map { "  \($0)" }
    }

    private var failures: [String] {
        let failed = document.cells.filter { $0.failure != nil }
        guard !failed.isEmpty else { return [] }
        return [bold("Failed")]
            + failed.flatMap { cell in
                FilledText.lines(
                    "\(cell.tool), \(cell.load.concurrency) concurrent, \(cell.load.profile): \(cell.failure ?? "")",
                    width: width,
                    indent: 2
                )
            }
    }

    private var notes: [String] {
        document.notes.isEmpty ? [] : [bold("Notes")] + document.notes.map { "  · \($0)" }
    }

    private static func milliseconds(_ seconds: Double) -> String { FigureText.plain(seconds * 1000) }

    private func bold(_ text: String) -> String { TextStyle.bold.apply(text, color: color) }

    private func dim(_ text: String) -> String { TextStyle.dim.apply(text, color: color) }
}
