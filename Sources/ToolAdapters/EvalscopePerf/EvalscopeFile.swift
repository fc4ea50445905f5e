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

    /// - Returns: Nil for a file that evalscope's load tester does not write.
    /// - Throws: `OutputError` for one that it writes and that is damaged.
    static func recognise(_ path: String) throws(OutputError) -> EvalscopeFile? {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
        } catch {
            throw .evalscope(.unreadable(error.localizedDescription), at: path)
        }
        let head = data.prefix(4096)
        if head.starts(with: Data("SQLite format 3\u{0}".utf8)) {
            return try EvalscopeDatabase.isPresent(at: path) ? .database : nil
        }
        guard !head.contains(0), let first = head.first(where: { !Self.isBlank($0) }) else { return nil }
        switch first {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            return try json(data, path: path)
        case UInt8(ascii: "<"):
            return nil
        default:
            return text(String(decoding: data, as: UTF8.self))
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

    private static func text(_ text: String) -> EvalscopeFile? {
        if text.contains(EvalscopeConsole.summaryMark) { return .console(text) }
        return text.contains("evalscope") && text.contains("Starting benchmark with args") ? .unfinished : nil
    }

    /// The marks are keys that no other file of the tools here has together.
    private static func json(_ data: Data, path: String) throws(OutputError) -> EvalscopeFile? {
        func count(_ marks: [String]) -> Int {
            marks.count { data.prefix(4096).range(of: Data("\"\($0)\"".utf8)) != nil }
        }
        let isSummary =
            count(["Total requests", "Succeed requests", "Failed requests", "Average latency (s)"]) > 1
            || count(["Total Requests", "Success Requests", "Failed Requests", "Avg Latency (s)"]) > 1
        let isTable = count(["Percentiles", "Latency (s)", "Input tokens", "Output (tok/s)"]) > 1
        let isArguments = count(["log_every_n_query", "outputs_dir", "max_prompt_length", "no_test_connection"]) > 1
        guard isSummary || isTable || isArguments else { return nil }
        let value: JSONValue
        do {
            // Python writes `NaN`, which JSON does not have.
            let text = String(decoding: data, as: UTF8.self).replacing(": NaN", with: ": null")
            value = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
        } catch {
            let end = data.last { !isBlank($0) }
            let isWhole = end == UInt8(ascii: "}") || end == UInt8(ascii: "]")
            throw .evalscope(isWhole ? .unknownShape("it is not JSON") : .cutOff, at: path)
        }
        return isSummary ? .summary(value) : isTable ? .percentiles(value) : .arguments(value)
    }
}
