import Foundation

/// Every field that a report's text holds, whichever tool wrote it.
enum ReportFields {
    /// - Returns: Empty for a text of no form that is known here, and for what is no text.
    static func of(_ bytes: [UInt8]) -> [ReportField] {
        guard !bytes.prefix(64).contains(0) else { return [] }
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }) else { return [] }
        if bytes[first] == UInt8(ascii: "{") || bytes[first] == UInt8(ascii: "[") { return json(bytes, from: first) }
        let lines = TextLine.all(in: bytes)
        return NamespaceFields.of(bytes, lines) + ConsoleFields.of(lines) + TableFields.of(lines)
            + arguments(bytes)
    }

    private static func json(_ bytes: [UInt8], from first: Int) -> [ReportField] {
        let leaves = JSONLeaves(bytes, from: first).leaves
        func has(_ path: String) -> Bool { leaves.contains { $0.path == path } }
        if has("[].Percentiles") { return percentiles(bytes, leaves) }
        let form: String? =
            if has("request_throughput") {
                "vllm.json"
            } else if has("Total requests") || has("Total Requests") {
                "evalscope.summary"
            } else if has("log_every_n_query") {
                "evalscope.arguments"
            } else if has("wall_start") || has("wall_time_s") {
                "evalscope.workload"
            } else if has("metrics.requests.completed.value") || has("client.connections_opened") {
                "native.measurement"
            } else if has("sent.nanoseconds") {
                "native.records"
            } else {
                nil
            }
        guard let form else { return [] }
        // A summary has some of the lists as well, which then belong to no request.
        let isDetailed = form != "vllm.json" || has("ttfts[]")
        return leaves.map { leaf in
            let lonely = !isDetailed && leaf.path.hasSuffix("[]") ? " alone" : ""
            return ReportField(name: "\(form)/\(leaf.path)\(lonely)", value: leaf.value, whole: leaf.whole)
        }
    }

    /// Rows are told by their percentile, not by their place.
    private static func percentiles(_ bytes: [UInt8], _ leaves: [JSONLeaves.Leaf]) -> [ReportField] {
        var rows: [Int: String] = [:]
        for leaf in leaves where leaf.path == "[].Percentiles" {
            if let object = leaf.object {
                rows[object] = String(decoding: bytes[leaf.value].dropFirst().dropLast(), as: UTF8.self)
            }
        }
        return leaves.map { leaf in
            let column = String(leaf.path.dropFirst(3))
            let row = leaf.object.flatMap { rows[$0] } ?? "?"
            let name = column == "Percentiles" ? column : "\(column) @ \(row)"
            return ReportField(name: "evalscope.percentiles/\(name)", value: leaf.value, whole: leaf.whole)
        }
    }

    /// The arguments that evalscope's log begins with, as JSON.
    private static func arguments(_ bytes: [UInt8]) -> [ReportField] {
        let data = Data(bytes)
        guard let mark = data.range(of: Data("benchmark with args:".utf8)),
            let open = bytes[mark.upperBound...].firstIndex(of: UInt8(ascii: "{"))
        else { return [] }
        return JSONLeaves(bytes, from: open, onlyFirst: true).leaves.map {
            ReportField(name: "evalscope.arguments/\($0.path)", value: $0.value, whole: $0.whole)
        }
    }
}

/// A line of a text, and where it stands.
struct TextLine: Sendable {
    /// Without its end.
    let text: String
    let start: Int
    /// Where the next one starts.
    let end: Int

    static func all(in bytes: [UInt8]) -> [TextLine] {
        var lines: [TextLine] = []
        var start = 0
        while start < bytes.count {
            let stop = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let end = min(stop + 1, bytes.count)
            lines.append(TextLine(text: String(decoding: bytes[start..<stop], as: UTF8.self), start: start, end: end))
            start = end
        }
        return lines
    }

    /// The bytes of a part of the text.
    func range(of part: Substring) -> Range<Int> {
        let low = text.utf8.distance(from: text.startIndex, to: part.startIndex)
        return (start + low)..<(start + low + part.utf8.count)
    }
}

extension Substring {
    var trimmed: Substring {
        var rest = drop { $0.isWhitespace }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}

/// Rows `Label: figure` of vLLM's console report, and of the lines that come before it.
enum ConsoleFields {
    /// Labels that vLLM prints before its report.
    private static let preamble: Set<String> = [
        "Traffic request rate", "Burstiness factor", "Maximum request concurrency", "Using percentiles",
    ]

    static func of(_ lines: [TextLine]) -> [ReportField] {
        var fields: [ReportField] = []
        var isReport = false
        for line in lines {
            let text = line.text[...].trimmed
            if text.contains("Serving Benchmark Result") {
                isReport = true
            } else if text.count > 20, text.allSatisfy({ $0 == "=" }) {
                isReport = false
            }
            guard let colon = text.firstIndex(of: ":") else { continue }
            let label = String(text[..<colon])
            let figure = text[text.index(after: colon)...].trimmed
            guard !figure.isEmpty, isReport || preamble.contains(label) else { continue }
            fields.append(
                ReportField(
                    name: "vllm.console/\(isReport ? "" : "before ")\(label)",
                    value: line.range(of: figure),
                    whole: line.start..<line.end
                )
            )
        }
        return fields
    }
}

/// Cells of evalscope's tables, drawn with `|` or `│`.
enum TableFields {
    static func of(_ lines: [TextLine]) -> [ReportField] {
        var fields: [ReportField] = []
        var heading = ""
        var header: [String]?
        for line in lines {
            let text = line.text[...].trimmed
            guard let bar = text.first, bar == "|" || bar == "│" else {
                if let first = text.first, !"+┌├└".contains(first) {
                    header = nil
                    if text.hasSuffix(":") || text.contains("Summary") { heading = String(text) }
                }
                continue
            }
            guard let close = text.lastIndex(of: bar), close > text.startIndex else { continue }
            let cells = text[text.index(after: text.startIndex)..<close]
                .split(separator: bar, omittingEmptySubsequences: false).map(\.trimmed)
            guard let columns = header, columns.count == cells.count else {
                header = cells.map(String.init)
                continue
            }
            for (column, cell) in zip(columns, cells).dropFirst() where !cell.isEmpty {
                let name = self.name(heading, columns: columns, row: String(cells[0]), column: column)
                let whole = columns.count == 2 ? line.start..<line.end : nil
                fields.append(ReportField(name: name, value: line.range(of: cell), whole: whole))
            }
        }
        return fields
    }

    private static func name(_ heading: String, columns: [String], row: String, column: String) -> String {
        if heading.contains("Benchmarking summary") { return "evalscope.table/\(row)" }
        if heading.contains("Percentile results") {
            return columns[0] == "Percentiles"
                ? "evalscope.percentiletable/\(column) @ \(row)" : "evalscope.percentiletable/\(row) @ \(column)"
        }
        if heading.contains("Workload throughput") { return "evalscope.workloadtable/\(row)" }
        return "evalscope.box/\(columns[0]) \(column)"
    }
}

/// Arguments of the line `Namespace(…)` that a run of vLLM prints first.
enum NamespaceFields {
    static func of(_ bytes: [UInt8], _ lines: [TextLine]) -> [ReportField] {
        guard let line = lines.last(where: { $0.text.hasPrefix("Namespace(") }) else { return [] }
        var fields: [ReportField] = []
        var position = line.start + "Namespace(".utf8.count
        while position < line.end {
            let start = position
            while position < line.end, bytes[position] != UInt8(ascii: "=") { position += 1 }
            guard position < line.end else { break }
            let name = String(decoding: bytes[start..<position], as: UTF8.self)
            position += 1
            let value = position
            var depth = 0
            var quote: UInt8?
            while position < line.end {
                let byte = bytes[position]
                if let open = quote {
                    if byte == open { quote = nil }
                } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                    quote = byte
                } else if Array("([{<".utf8).contains(byte) {
                    depth += 1
                } else if Array(")]}>".utf8).contains(byte) {
                    if depth == 0 { break }
                    depth -= 1
                } else if byte == UInt8(ascii: ","), depth == 0 {
                    break
                }
                position += 1
            }
            let isLast = position >= line.end || bytes[position] == UInt8(ascii: ")")
            fields.append(
                ReportField(
                    name: "vllm.arguments/\(name.drop { $0 == " " })",
                    value: value..<position,
                    whole: isLast ? nil : start..<min(position + 2, line.end)
                )
            )
            if isLast { break }
            position += 2
        }
        return fields
    }
}
