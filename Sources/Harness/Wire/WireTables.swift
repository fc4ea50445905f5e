import BenchModel
import Foundation
import GRDB
import Traffic

/// What the tap saw, in tables: a connection a row, and an exchange a row with the instant and the kind of every message.
/// Instants are nanoseconds on the host's monotonic clock.
enum WireTables {
    /// `run` is null for what a tap recorded by itself. `message_instants` holds 64-bit little-endian integers,
    /// `message_kinds` one byte a message: 1 choices, 2 output, 4 finish, 8 usage, 16 done, 32 odd.
    static let sql = """
        CREATE TABLE wire_connection (
            run INTEGER REFERENCES run(id), port INTEGER NOT NULL, number INTEGER NOT NULL, accepted INTEGER NOT NULL,
            upstream_connected INTEGER, ended INTEGER, requests INTEGER NOT NULL, failure TEXT);
        CREATE UNIQUE INDEX wire_connection_of_run ON wire_connection (IFNULL(run, 0), port, number);
        CREATE TABLE wire_exchange (
            run INTEGER REFERENCES run(id), port INTEGER NOT NULL, number INTEGER NOT NULL, connection INTEGER NOT NULL,
            place INTEGER NOT NULL, method TEXT NOT NULL, target TEXT NOT NULL, headers TEXT NOT NULL,
            body BLOB NOT NULL, body_sha256 TEXT NOT NULL, received INTEGER NOT NULL, received_whole INTEGER,
            status INTEGER, answer_headers TEXT NOT NULL, answer_excerpt BLOB NOT NULL, head INTEGER,
            first_chunk INTEGER, first_content INTEGER, last_choice INTEGER, usage INTEGER, done INTEGER,
            input_tokens INTEGER, output_tokens INTEGER, answer_bytes INTEGER, ending TEXT NOT NULL, failure TEXT,
            failure_message TEXT, message_instants BLOB NOT NULL, message_kinds BLOB NOT NULL);
        CREATE UNIQUE INDEX wire_exchange_of_run ON wire_exchange (IFNULL(run, 0), port, number);
        """

    /// What the tap itself was busy with, a row a run. Seconds and shares as in `TapUsage`.
    static let usageSQL = """
        CREATE TABLE wire_tap (
            run INTEGER REFERENCES run(id), port INTEGER NOT NULL, cpu_seconds REAL NOT NULL, cpu_share REAL NOT NULL,
            forward_p99 REAL, loop_busy_p99 REAL, loop_lag_p99 REAL, held_bytes INTEGER NOT NULL);
        CREATE UNIQUE INDEX wire_tap_of_run ON wire_tap (IFNULL(run, 0), port);
        """

    /// Of an exchange's prompt tokens, those that the server's prefix cache had.
    static let cacheSQL = "ALTER TABLE wire_exchange ADD COLUMN cached_tokens INTEGER;"

    /// - Parameter afterEach: Called when a row is written.
    static func insert(
        _ wire: WireRun,
        run: Int64?,
        port: Int = 0,
        into database: Database,
        afterEach: () -> Void = {}
    ) throws {
        for connection in wire.connections {
            try insert(connection, run: run, port: port, into: database)
            afterEach()
        }
        for exchange in wire.exchanges {
            try insert(exchange, run: run, port: port, into: database)
            afterEach()
        }
        try insert(wire.usage, run: run, port: port, into: database)
    }

    /// What was there already is replaced.
    private static func insert(_ usage: TapUsage, run: Int64?, port: Int, into database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO wire_tap
                    (run, port, cpu_seconds, cpu_share, forward_p99, loop_busy_p99, loop_lag_p99, held_bytes)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        try statement.execute(
            arguments: [
                run, port, usage.cpuSeconds, usage.cpuShare, usage.forwardP99, usage.busyTurnP99, usage.loopLagP99,
                usage.heldBytes,
            ]
        )
    }

    /// A connection that is there already is brought up to date.
    private static func insert(_ connection: WireConnection, run: Int64?, port: Int, into database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO wire_connection
                    (run, port, number, accepted, upstream_connected, ended, requests, failure)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        try statement.execute(
            arguments: [
                run, port, connection.number, connection.accepted.nanoseconds,
                connection.upstreamConnected?.nanoseconds, connection.ended?.nanoseconds, connection.requests,
                connection.failure,
            ]
        )
    }

    private static func insert(_ exchange: WireExchange, run: Int64?, port: Int, into database: Database) throws {
        let record = exchange.record
        let instants = exchange.messages.instants.map { $0.nanoseconds.littleEndian }
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO wire_exchange (run, port, number, connection, place, method, target, headers, body,
                    body_sha256, received, received_whole, status, answer_headers, answer_excerpt, head, first_chunk,
                    first_content, last_choice, usage, done, input_tokens, output_tokens, answer_bytes, ending, failure,
                    failure_message, message_instants, message_kinds, cached_tokens)
                VALUES (\(Array(repeating: "?", count: 30).joined(separator: ", ")))
                """
        )
        try statement.execute(
            arguments: [
                run, port, exchange.index, exchange.connection, exchange.place, exchange.method, exchange.target,
                json(exchange.fields), Data(exchange.body), SHA256.hex(of: exchange.body),
                exchange.received.nanoseconds, exchange.receivedWhole?.nanoseconds, exchange.status,
                json(exchange.answerFields), Data(exchange.answerExcerpt), record.head?.nanoseconds,
                record.firstChunk?.nanoseconds, (record.firstContent ?? record.contentChunks.first)?.nanoseconds,
                record.lastChoice?.nanoseconds, record.usage?.nanoseconds, record.done?.nanoseconds,
                record.inputTokens, record.outputTokens, record.receivedBytes, exchange.ending.rawValue,
                record.failure?.kind.rawValue, record.failure?.message,
                instants.withUnsafeBufferPointer { Data(buffer: $0) }, Data(exchange.messages.kinds),
                record.inputTokensCached,
            ]
        )
    }

    /// `[["name", "value"], …]`, in the order of the head.
    private static func json(_ fields: [HTTPField]) -> String {
        let pairs = fields.map { JSONValue.array([.string($0.name), .string($0.value)]) }
        return String(decoding: JSONText.bytes(.array(pairs)), as: UTF8.self)
    }
}
