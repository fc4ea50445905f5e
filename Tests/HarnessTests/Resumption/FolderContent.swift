import Foundation
import GRDB

/// What rounds have left, byte by byte, to be held against what is there later.
struct FolderContent: Equatable {
    /// By path within the result folder.
    private(set) var files: [String: Data] = [:]
    private(set) var changed: [String: Date] = [:]
    /// By table.
    private(set) var rows: [String: [[DatabaseValue]]] = [:]

    init(_ folder: String, rounds: ClosedRange<Int>) throws {
        for round in rounds {
            for name in try FileManager.default.subpathsOfDirectory(atPath: "\(folder)/round-\(round)") {
                let path = "\(folder)/round-\(round)/\(name)"
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                changed["\(round)/\(name)"] = attributes[.modificationDate] as? Date
                files["\(round)/\(name)"] = FileManager.default.contents(atPath: path)
            }
        }
        let ids = "SELECT id FROM run WHERE round BETWEEN \(rounds.lowerBound) AND \(rounds.upperBound)"
        let queue = try DatabaseQueue(path: folder + "/results.sqlite")
        for table in ["run", "metric", "request", "wire_connection", "wire_exchange", "wire_tap"] {
            let key = table == "run" ? "id" : "run"
            let sql = "SELECT * FROM \(table) WHERE \(key) IN (\(ids)) ORDER BY rowid"
            rows[table] = try queue.read { try Row.fetchAll($0, sql: sql).map { Array($0.databaseValues) } }
        }
    }
}
