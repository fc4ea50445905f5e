import BenchModel
import Foundation

/// One file of a run, recognised by what is in it.
enum EvalscopeFile {
    case summary(JSONValue)
    case percentiles(JSONValue)
    case arguments(JSONValue)
    case database
    /// Holds at least one summary table.
    case console(String)
    /// The log of a run that has not come to its summary.
    case unfinished

    /// What the file is called in a report's list of sources.
    var kind: String {
        switch self {
        case .summary: "evalscope summary JSON"
        case .percentiles: "evalscope percentile JSON"
        case .arguments: "evalscope arguments JSON"
        case .database: "evalscope request database"
        case .console: "evalscope console text"
        case .unfinished: "evalscope log without a summary"
        }
    }

    /// Something of evalscope's in a file.
    struct Part {
        /// Where it begins, from 1. Nil for all of the file.
        let line: Int?
        let file: EvalscopeFile
    }

    /// - Returns: Empty for a file that evalscope's load tester does not write.
    /// - Throws: `OutputError` for one that it writes and that is damaged.
    static func recognise(_ path: String) throws(OutputError) -> [Part] {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
        } catch {
            throw .evalscope(.unreadable(error.localizedDescription), at: path)
        }
        let head = data.prefix(4096)
        if head.starts(with: Data("SQLite format 3\u{0}".utf8)) {
            return try EvalscopeDatabase.isPresent(at: path) ? [Part(line: nil, file: .database)] : []
        }
        guard !head.contains(0), let first = head.first(where: { !Self.isBlank($0) }) else { return [] }
        switch first {
        case UInt8(ascii: "{"), UInt8(ascii: "["): return try json(data, path: path)
        case UInt8(ascii: "<"): return []
        default: return text(data)
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

    private static func text(_ data: Data) -> [Part] {
        let text = String(decoding: data, as: UTF8.self)
        var parts: [Part] = []
        if text.contains(EvalscopeConsole.summaryMark) {
            parts.append(Part(line: nil, file: .console(text)))
        } else if text.contains("evalscope"), text.contains("Starting benchmark with args") {
            parts.append(Part(line: nil, file: .unfinished))
        }
        // Results that were copied into a page; what a run logs of its progress begins no line.
        guard count(summaryMarks[0], in: data) > 1 || count(summaryMarks[1], in: data) > 1 else { return parts }
        return parts
            + JSONPiece.all(in: Array(data)).pieces.compactMap { part($0, isAlone: false) }
            .filter { if case .summary = $0.file { true } else { false } }
    }

    private static let summaryMarks = [
        ["Total requests", "Succeed requests", "Failed requests", "Average latency (s)"],
        ["Total Requests", "Success Requests", "Failed Requests", "Avg Latency (s)"],
    ]
    private static let tableMarks = ["Percentiles", "TTFT (s)", "TTFT (ms)", "TPOT (s)", "TPOT (ms)", "Latency (s)"]
    private static let argumentMarks = ["log_every_n_query", "outputs_dir", "max_prompt_length", "no_test_connection"]

    private static func count(_ marks: [String], in data: Data) -> Int {
        marks.count { data.range(of: Data("\"\($0)\"".utf8)) != nil }
    }

    /// The marks are keys that no other file of the tools here has together.
    private static func part(_ piece: JSONPiece, isAlone: Bool) -> Part? {
        let value = piece.value.json
        func count(_ marks: [String]) -> Int {
            let members = value.array?.first ?? value
            return marks.count { members[$0] != nil }
        }
        let line = isAlone ? nil : piece.line
        if summaryMarks.contains(where: { count($0) > 1 }) { return Part(line: line, file: .summary(value)) }
        if count(tableMarks) > 1 { return Part(line: line, file: .percentiles(value)) }
        return count(argumentMarks) > 1 ? Part(line: line, file: .arguments(value)) : nil
    }

    private static func json(_ data: Data, path: String) throws(OutputError) -> [Part] {
        let head = data.prefix(4096)
        guard (summaryMarks + [tableMarks, argumentMarks]).contains(where: { count($0, in: head) > 1 }) else {
            return []
        }
        let (pieces, broken) = JSONPiece.all(in: Array(data))
        guard broken.isEmpty else {
            let end = data.last { !isBlank($0) }
            let isWhole = end == UInt8(ascii: "}") || end == UInt8(ascii: "]")
            throw .evalscope(isWhole ? .unknownShape("it is not JSON") : .cutOff, at: path)
        }
        return pieces.compactMap { part($0, isAlone: pieces.count == 1) }
    }
}
