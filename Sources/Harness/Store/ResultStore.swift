package import BenchModel
import Foundation
import GRDB
import ToolAdapters

/// `results.sqlite` of a result folder: runs, values and request records, written when each run ends.
package struct ResultStore: Sendable {
    private let queue: DatabaseQueue
    private let path: String

    /// - Throws: `HarnessError.cannotWrite`.
    package init(path: String) throws(HarnessError) {
        self.path = path
        do {
            queue = try DatabaseQueue(path: path)
            try ResultSchema.migrator.migrate(queue)
        } catch { throw .cannotWrite(path: path, reason: Self.reason(error)) }
    }

    /// - Parameter wire: What the tap saw of the run. Nil without a tap.
    package func save(
        _ run: RunRecord,
        account: RunAccount?,
        records: [RequestRecord],
        wire: WireRun? = nil
    ) throws(HarnessError) {
        do {
            try queue.write { database in
                let argv = String(decoding: try JSONEncoder().encode(run.argv), as: UTF8.self)
                try database.execute(
                    sql: """
                        INSERT INTO run (round, position, tool, version, argv, started, seconds, cpu_seconds, failure)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        run.round, run.position, run.tool.rawValue, run.version?.description, argv, run.started,
                        run.exit?.seconds, run.exit?.cpuSeconds, run.failure,
                    ]
                )
                let id = database.lastInsertedRowID
                for (view, values) in account?.views ?? [:] {
                    for (metric, value) in values {
                        try Self.insert(metric, value, view: view, run: id, into: database)
                    }
                }
                for record in records { try Self.insert(record, run: id, into: database) }
                if let wire { try WireTables.insert(wire, run: id, into: database) }
            }
        } catch { throw .cannotWrite(path: path, reason: Self.reason(error)) }
    }

    /// What the tap saw of a run that was saved. Nil without a tap.
    /// - Throws: `HarnessError.cannotRead`, also when there is no such run.
    func wire(of tool: ToolID, round: Int) throws(HarnessError) -> WireRun? {
        do {
            return try queue.read { database in
                let sql = "SELECT id FROM run WHERE round = ? AND tool = ?"
                guard let id = try Int64.fetchOne(database, sql: sql, arguments: [round, tool.rawValue]) else {
                    throw DatabaseError(message: "it has no run of \(tool) in round \(round)")
                }
                return try WireTables.read(run: id, from: database)
            }
        } catch { throw .cannotRead(path: path, reason: Self.reason(error)) }
    }

    /// Takes out every run from that round on.
    func removeRuns(from round: Int) throws(HarnessError) {
        do {
            try queue.write { database in
                for table in ["metric", "request", "wire_connection", "wire_exchange", "wire_tap"] {
                    try database.execute(
                        sql: "DELETE FROM \(table) WHERE run IN (SELECT id FROM run WHERE round >= ?)",
                        arguments: [round]
                    )
                }
                try database.execute(sql: "DELETE FROM run WHERE round >= ?", arguments: [round])
            }
        } catch { throw .cannotWrite(path: path, reason: Self.reason(error)) }
    }

    /// One that is there already is replaced.
    package func save(_ document: VerdictDocument) throws(HarnessError) {
        do {
            let json = String(decoding: try JSONEncoder().encode(document), as: UTF8.self)
            try queue.write {
                try $0.execute(sql: "DELETE FROM verdict")
                try $0.execute(
                    sql: "INSERT INTO verdict (verdict, document) VALUES (?, ?)",
                    arguments: [document.verdict.rawValue, json]
                )
            }
        } catch { throw .cannotWrite(path: path, reason: Self.reason(error)) }
    }

    private static func insert(
        _ metric: MetricID,
        _ value: MetricValue,
        view: MetricView,
        run: Int64,
        into database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO metric (run, view, metric, unit, value, resolution, source_name, source_text, samples)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                run, view.rawValue, metric.description, metric.unit.rawValue, value.value, value.resolution,
                value.sourceName, value.sourceText, value.samples,
            ]
        )
    }

    private static func insert(_ record: RequestRecord, run: Int64, into database: Database) throws {
        let chunks = record.contentChunks.instants.withUnsafeBufferPointer { Data(buffer: $0) }
        try database.execute(
            sql: """
                INSERT INTO request (run, number, due, sent, head, first_chunk, first_content, last_choice, usage, done,
                    input_tokens, output_tokens, failure, failure_message, content_chunks)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                run, record.index, record.due?.nanoseconds, record.sent.nanoseconds, record.head?.nanoseconds,
                record.firstChunk?.nanoseconds, (record.firstContent ?? record.contentChunks.first)?.nanoseconds,
                record.lastChoice?.nanoseconds, record.usage?.nanoseconds, record.done?.nanoseconds, record.inputTokens,
                record.outputTokens, record.failure?.kind.rawValue, record.failure?.message, chunks,
            ]
        )
    }

    static func reason(_ error: any Error) -> String {
        (error as? DatabaseError).map { $0.message ?? "\($0.resultCode)" } ?? ResultFolder.reason(error)
    }
}
