import BenchModel
import Foundation

/// The tables that a run prints, in logs or copied into a document.
struct EvalscopeConsole {
    static let summaryMark = "Benchmarking summary:"
    static let percentileMark = "Percentile results:"

    let summary: EvalscopeSummary
    /// Nil when the text has no percentile table.
    let percentiles: EvalscopePercentiles?
    /// What the run was started with. Nil when it is not in the text.
    private(set) var arguments: JSONValue?
    private(set) var warnings: [String] = []

    /// The line of the summary's mark, from 1.
    let line: Int

    /// Every block that a summary mark begins, in order.
    static func all(in text: String, place: String) throws(OutputError) -> [EvalscopeConsole] {
        let lines = ConsoleText.lines(text)
        let marks = lines.indices.filter { lines[$0].contains(summaryMark) }
        guard !marks.isEmpty else { throw .evalscope(.missing, at: place) }
        var blocks: [EvalscopeConsole] = []
        for (number, mark) in marks.enumerated() {
            let start = number == 0 ? lines.startIndex : marks[number - 1]
            let end = number + 1 < marks.count ? marks[number + 1] : lines.endIndex
            blocks.append(
                try EvalscopeConsole(Array(lines[start..<end]), mark: mark - start, start: start, place: place)
            )
        }
        return blocks
    }

    /// - Parameters:
    ///   - lines: From the mark before to the mark after.
    ///   - mark: Where in `lines`.
    ///   - start: The place of the first of them in the text.
    private init(_ lines: [Substring], mark: Int, start: Int, place: String) throws(OutputError) {
        line = start + mark + 1
        let summaryPlace = "\(place), summary table"
        guard let table = EvalscopeTable(lines: lines, after: mark), table.isClosed else {
            throw .evalscope(.cutOff, at: summaryPlace)
        }
        guard table.header.count == 2 else {
            throw .evalscope(.unknownShape("the table has \(table.header.count) columns"), at: summaryPlace)
        }
        summary = try EvalscopeSummary(
            figures: try Self.figures(of: table, place: summaryPlace),
            optional: table.style == .box,
            place: summaryPlace
        )
        arguments = Self.arguments(in: lines[..<mark])
        guard let next = lines[mark...].firstIndex(where: { $0.contains(Self.percentileMark) }) else {
            percentiles = nil
            warnings.append("The text has no percentile table.")
            return
        }
        let percentilePlace = "\(place), percentile table"
        guard let table = EvalscopeTable(lines: lines, after: next), table.isClosed else {
            throw .evalscope(.cutOff, at: percentilePlace)
        }
        percentiles = try EvalscopePercentiles(
            columns: try Self.columns(of: table, place: percentilePlace),
            completed: summary.completed,
            place: percentilePlace
        )
    }

    static let argumentsMark = "Starting benchmark with args:"

    /// The JSON that the last line with the mark announces.
    private static func arguments(in lines: ArraySlice<Substring>) -> JSONValue? {
        guard let mark = lines.lastIndex(where: { $0.contains(argumentsMark) }),
            let opening = lines[mark...].firstIndex(where: { $0.hasSuffix("{") }),
            let closing = lines[opening...].firstIndex(where: { $0.hasPrefix("}") })
        else { return nil }
        let body = ["{"] + lines[(opening + 1)..<closing] + ["}"]
        return try? JSONDecoder().decode(JSONValue.self, from: Data(body.joined(separator: "\n").utf8))
    }

    private static func figures(of table: EvalscopeTable, place: String) throws(OutputError) -> [EvalscopeFigure] {
        var figures: [EvalscopeFigure] = []
        let isFixed = table.rows.contains { EvalscopeLabel($0[0]).name == "avg input tokens" && hasTwoDecimals($0[1]) }
        for row in table.rows {
            // `── Latency ──` heads a group.
            if row[0].hasPrefix("──") && row[1].isEmpty { continue }
            let label = EvalscopeLabel(row[0])
            guard label.name == "total / success / failed" else {
                figures.append(EvalscopeFigure(label: label, text: row[1], rounding: rounding(label, table, isFixed)))
                continue
            }
            let counts = row[1].split(separator: "/").map { $0.filter { !$0.isWhitespace } }
            guard counts.count == 3 else {
                throw .evalscope(.unknownShape("'\(row[0])' is '\(row[1])'"), at: place)
            }
            for (name, count) in zip(["Total Requests", "Success Requests", "Failed Requests"], counts) {
                figures.append(EvalscopeFigure(label: EvalscopeLabel(name), text: count, rounding: .decimals(0)))
            }
        }
        return figures
    }

    /// Grid tables are printed with `%g`; box tables with two decimals up to 1.10.0, after that with a number of decimals
    /// that depends on the unit and without trailing zeros.
    private static func rounding(
        _ label: EvalscopeLabel,
        _ table: EvalscopeTable,
        _ isFixed: Bool
    ) -> EvalscopeFigure.Rounding {
        if table.style == .grid { return .sixDigits }
        if isFixed { return .decimals(2) }
        switch label.unit {
        case .seconds: return .decimals(label.name == "avg latency" ? 3 : 2)
        case nil: return .decimals(1)
        default: return .decimals(2)
        }
    }

    private static func hasTwoDecimals(_ text: String) -> Bool { EvalscopeFigure.decimals(in: text) == 2 }

    private static func columns(
        of table: EvalscopeTable,
        place: String
    ) throws(OutputError) -> [(statistic: String, figures: [EvalscopeFigure])] {
        switch table.header[0] {
        case "Percentiles":
            // Printed as the JSON has them, four decimals.
            return table.rows.map { row in
                let figures = zip(table.header, row).dropFirst().map {
                    EvalscopeFigure(label: EvalscopeLabel($0), text: $1, rounding: .decimals(4))
                }
                return (row[0], figures)
            }
        case "Metric":
            // Two decimals; from 1.13.0 on latencies in seconds have three.
            let labels = table.rows.map { EvalscopeLabel($0[0]) }
            let decimals = table.rows.map { $0.dropFirst().map { EvalscopeFigure.decimals(in: $0) }.max() ?? 0 }
            return table.header.indices.dropFirst().map { column in
                let figures = table.rows.indices.map { row in
                    EvalscopeFigure(
                        label: labels[row],
                        text: table.rows[row][column],
                        rounding: .decimals(max(2, decimals[row]))
                    )
                }
                return (table.header[column], figures)
            }
        default:
            throw .evalscope(.unknownShape("the table starts with '\(table.header[0])'"), at: place)
        }
    }
}
