import BenchModel
import Foundation
import GRDB

extension WireTables {
    /// What was inserted for a run of a tool, the same to the last bit. Nil when no tap stood before the server.
    static func read(run: Int64, from database: Database) throws -> WireRun? {
        func rows(_ table: String) throws -> [Row] {
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM \(table) WHERE IFNULL(run, 0) = ? AND port = 0 ORDER BY number",
                arguments: [run]
            )
        }
        let usage = try Row.fetchOne(
            database,
            sql: "SELECT * FROM wire_tap WHERE IFNULL(run, 0) = ? AND port = 0",
            arguments: [run]
        )
        guard let usage else { return nil }
        return WireRun(
            exchanges: try rows("wire_exchange").map(exchange),
            connections: try rows("wire_connection").map(connection),
            usage: Self.usage(usage)
        )
    }

    private static func usage(_ row: Row) -> TapUsage {
        var usage = TapUsage()
        usage.cpuSeconds = row["cpu_seconds"]
        usage.cpuShare = row["cpu_share"]
        usage.forwardP99 = row["forward_p99"]
        usage.busyTurnP99 = row["loop_busy_p99"]
        usage.loopLagP99 = row["loop_lag_p99"]
        usage.heldBytes = row["held_bytes"]
        return usage
    }

    private static func connection(_ row: Row) -> WireConnection {
        var connection = WireConnection(number: row["number"], accepted: Instant(nanoseconds: row["accepted"]))
        connection.upstreamConnected = instant(row["upstream_connected"])
        connection.ended = instant(row["ended"])
        connection.requests = row["requests"]
        connection.failure = row["failure"]
        return connection
    }

    private static func exchange(_ row: Row) throws -> WireExchange {
        var exchange = WireExchange(
            index: row["number"],
            connection: row["connection"],
            place: row["place"],
            method: row["method"],
            target: row["target"],
            received: Instant(nanoseconds: row["received"])
        )
        guard let ending = WireExchange.Ending(rawValue: row["ending"]) else { throw unknown(row, "ending") }
        exchange.ending = ending
        exchange.fields = try fields(row["headers"])
        exchange.body = [UInt8](row["body"] as Data)
        exchange.receivedWhole = instant(row["received_whole"])
        exchange.status = row["status"]
        exchange.answerFields = try fields(row["answer_headers"])
        exchange.answerExcerpt = [UInt8](row["answer_excerpt"] as Data)
        exchange.messages = try messages(row)
        exchange.record = try record(row, of: exchange)
        return exchange
    }

    private static func record(_ row: Row, of exchange: WireExchange) throws -> RequestRecord {
        var record = RequestRecord(index: exchange.index, sent: exchange.received)
        record.head = instant(row["head"])
        record.firstChunk = instant(row["first_chunk"])
        record.contentChunks = ChunkInstants(
            exchange.messages.all.filter { $0.kind.isSuperset(of: [.choices, .output]) }.map(\.instant)
        )
        record.firstContent = instant(row["first_content"])
        record.lastChoice = instant(row["last_choice"])
        record.usage = instant(row["usage"])
        record.done = instant(row["done"])
        record.inputTokens = row["input_tokens"]
        record.outputTokens = row["output_tokens"]
        record.inputTokensCached = (row["cached_tokens"] as Int?).flatMap { UInt32(exactly: $0) }
        record.receivedBytes = row["answer_bytes"]
        if let name = row["failure"] as String? {
            guard let kind = RequestFailure.Kind(rawValue: name) else { throw unknown(row, "failure") }
            record.failure = RequestFailure(kind, row["failure_message"] ?? "")
        }
        return record
    }

    private static func messages(_ row: Row) throws -> WireMessages {
        let kinds: Data = row["message_kinds"]
        let instants: Data = row["message_instants"]
        guard instants.count == kinds.count * 8 else { throw unknown(row, "message_instants") }
        return instants.withUnsafeBytes { bytes in
            WireMessages(
                kinds.enumerated().map { place, kind in
                    let nanoseconds = bytes.loadUnaligned(fromByteOffset: place * 8, as: Int64.self)
                    return (WireMessages.Kind(rawValue: kind), Instant(nanoseconds: Int64(littleEndian: nanoseconds)))
                }
            )
        }
    }

    private static func fields(_ json: String) throws -> [HTTPField] {
        try JSONDecoder().decode([[String]].self, from: Data(json.utf8)).compactMap { pair in
            pair.count == 2 ? HTTPField(name: pair[0], value: pair[1]) : nil
        }
    }

    private static func instant(_ nanoseconds: Int64?) -> Instant? { nanoseconds.map { Instant(nanoseconds: $0) } }

    private static func unknown(_ row: Row, _ column: String) -> DatabaseError {
        DatabaseError(
            resultCode: .SQLITE_CORRUPT,
            message: "'\(column)' of exchange \(row["number"] as Int) has a value that is not known"
        )
    }
}
