package import BenchModel
import Foundation
import GRDB

/// The list of past runs on this machine: where each result folder is and how it ended.
package struct HistoryStore: Sendable {
    package struct Entry: Sendable, Codable, Equatable {
        package let recipe: String
        package let finished: String
        package let verdict: Verdict
        package let summary: String
        package let folder: String
    }

    private let queue: DatabaseQueue

    package init(path: String) throws {
        let folder = URL(filePath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        queue = try DatabaseQueue(path: path, configuration: configuration)
        var migrator = DatabaseMigrator()
        migrator.registerMigration("past runs") { database in
            try database.execute(
                sql: """
                    CREATE TABLE run (
                        id INTEGER PRIMARY KEY, recipe TEXT NOT NULL, finished TEXT NOT NULL, verdict TEXT NOT NULL,
                        summary TEXT NOT NULL, folder TEXT NOT NULL)
                    """
            )
        }
        try migrator.migrate(queue)
    }

    /// A session that was stopped and went on is one run: an entry of the same folder is replaced.
    package func add(_ document: VerdictDocument, recipe: String, folder: String) throws {
        try queue.write {
            try $0.execute(sql: "DELETE FROM run WHERE folder = ?", arguments: [folder])
            try $0.execute(
                sql: "INSERT INTO run (recipe, finished, verdict, summary, folder) VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    recipe, document.environment["finished"] ?? "", document.verdict.rawValue, document.summary, folder,
                ]
            )
        }
    }

    /// Newest first.
    package func entries(limit: Int) throws -> [Entry] {
        try queue.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM run ORDER BY id DESC LIMIT ?", arguments: [limit]).map {
                row in
                Entry(
                    recipe: row["recipe"],
                    finished: row["finished"],
                    verdict: Verdict(rawValue: row["verdict"]) ?? .invalid,
                    summary: row["summary"],
                    folder: row["folder"]
                )
            }
        }
    }
}
