import BenchModel
import Foundation
import GRDB

/// `benchmark_data.db`: one row a measured request. The pickled answers in it are never touched.
struct EvalscopeDatabase {
    /// One row of the table `result`. Times are seconds of the run's monotonic clock.
    struct Row {
        let start: Double
        /// Nil where a failed request left none.
        let completed: Double?
        let succeeded: Bool
        /// `chunk_times` (instants, up to 1.1.0) or `inter_token_latencies` (gaps).
        let stamps: [Double]
        let latency: Double?
        let firstChunk: Double?
        let inputTokens: Int?
        let outputTokens: Int?
        /// Nil before 1.10.0.
        let isStreamed: Bool?
    }

    /// Whether `stamps` are instants, which they are up to 1.1.0.
    let hasInstants: Bool
    let hasStreamColumn: Bool
    /// Whether the bodies hold messages, and so went to the chat endpoint. Nil where bodies are pickled.
    let isChat: Bool?
    /// What the first body tells. Nil where bodies are pickled.
    let work: ReportedWork?
    /// In the order of their starts.
    let rows: [Row]

    private static let required = [
        "start_time", "completed_time", "success", "latency", "first_chunk_latency", "prompt_tokens",
        "completion_tokens",
    ]

    /// - Returns: Whether the SQLite file has evalscope's table.
    /// - Throws: `OutputError` when it cannot be read as a database at all.
    static func isPresent(at path: String) throws(OutputError) -> Bool {
        try access(path) { database in
            try database.tableExists("result")
                && Set(required).isSubset(of: database.columns(in: "result").map(\.name))
        }
    }

    init(path: String) throws(OutputError) {
        self = try Self.access(path) { database in
            guard try String.fetchOne(database, sql: "PRAGMA quick_check(1)") == "ok" else {
                throw OutputError.evalscope(.cutOff, at: path)
            }
            return try EvalscopeDatabase(database, path: path)
        }
    }

    private init(_ database: Database, path: String) throws {
        let names = try Set(database.columns(in: "result").map(\.name))
        hasInstants = names.contains("chunk_times")
        hasStreamColumn = names.contains("is_stream")
        guard hasInstants || names.contains("inter_token_latencies") else {
            throw OutputError.evalscope(.unknownShape("the table 'result' holds no chunk times"), at: path)
        }
        let body = try String.fetchOne(database, sql: "SELECT request FROM result LIMIT 1") ?? ""
        isChat = body.hasPrefix("{") ? body.prefix(64).contains("\"messages\"") : nil
        work = (try? JSONDecoder().decode(JSONValue.self, from: Data(body.utf8))).map { EvalscopeWork.of(body: $0) }
        let columns =
            Self.required + [hasInstants ? "chunk_times" : "inter_token_latencies"]
            + (hasStreamColumn ? ["is_stream"] : [])
        let sql = "SELECT \(columns.joined(separator: ", ")) FROM result ORDER BY start_time, rowid"
        var rows: [Row] = []
        let cursor = try GRDB.Row.fetchCursor(database, sql: sql)
        while let row = try cursor.next() {
            guard let parsed = Row(row) else {
                throw OutputError.evalscope(.unknownShape("a request's row has values out of place"), at: path)
            }
            rows.append(parsed)
        }
        self.rows = rows
    }

    private static func access<Value>(
        _ path: String,
        _ body: (Database) throws -> Value
    ) throws(OutputError) -> Value {
        do {
            var configuration = Configuration()
            configuration.readonly = true
            return try DatabaseQueue(path: path, configuration: configuration).read(body)
        } catch let error as OutputError {
            throw error
        } catch let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) {
            throw .evalscope(.cutOff, at: path)
        } catch {
            throw .evalscope(.unreadable("\(error)"), at: path)
        }
    }
}

extension EvalscopeDatabase.Row {
    /// Nil when a value is not of its column's type or cannot be a time or a count.
    fileprivate init?(_ row: GRDB.Row) {
        func cell(_ name: String) -> DatabaseValue { row[name] ?? .null }
        /// Nil for NULL; the outer nil for anything else that is no time.
        func seconds(_ name: String) -> Double?? {
            if cell(name).isNull { return .some(nil) }
            guard let value = Double.fromDatabaseValue(cell(name)), Self.isTime(value) else { return nil }
            return .some(value)
        }
        func count(_ name: String) -> Int?? {
            if cell(name).isNull { return .some(nil) }
            guard let value = Int.fromDatabaseValue(cell(name)), (0...1_000_000_000).contains(value) else { return nil }
            return .some(value)
        }
        guard case .some(.some(let start)) = seconds("start_time"), let completed = seconds("completed_time"),
            let latency = seconds("latency"), let first = seconds("first_chunk_latency"),
            let input = count("prompt_tokens"), let output = count("completion_tokens"),
            let success = Int.fromDatabaseValue(cell("success")), (0...1).contains(success),
            let stamps = Self.stamps(cell("chunk_times")) ?? Self.stamps(cell("inter_token_latencies"))
        else { return nil }
        self.start = start
        self.completed = completed.flatMap { $0 >= start ? $0 : nil }
        succeeded = success == 1
        self.stamps = stamps
        self.latency = latency
        firstChunk = first
        inputTokens = input
        outputTokens = output
        isStreamed = Bool.fromDatabaseValue(cell("is_stream"))
        // A request that succeeded has all of its times, and they fit together.
        guard !succeeded || (self.completed != nil && self.latency != nil && firstChunk != nil) else { return nil }
        if succeeded, let latency, let completed = self.completed, abs(completed - start - latency) > 1e-3 {
            return nil
        }
    }

    private static func stamps(_ cell: DatabaseValue) -> [Double]? {
        guard let text = String.fromDatabaseValue(cell),
            let values = try? JSONDecoder().decode([Double].self, from: Data(text.utf8)), values.allSatisfy(isTime)
        else { return nil }
        return values
    }

    /// Up to thirty years in seconds, which no clock since boot exceeds.
    private static func isTime(_ value: Double) -> Bool { (0...1e9).contains(value) }
}
