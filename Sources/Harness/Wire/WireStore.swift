import BenchModel
import Foundation
import GRDB
import Traffic

/// The file that a tap which stands by itself records into.
struct WireStore: Sendable {
    private let queue: DatabaseQueue
    private let path: String

    /// - Throws: `HarnessError.cannotWrite`.
    init(path: String) throws(HarnessError) {
        self.path = path
        do {
            queue = try DatabaseQueue(path: path)
            try ResultSchema.migrator.migrate(queue)
        } catch { throw .cannotWrite(path: path, reason: ResultStore.reason(error)) }
    }

    /// Takes its time: something may be passing through the tap.
    func add(_ wire: WireRun, port: Int) throws(HarnessError) {
        guard !wire.exchanges.isEmpty || !wire.connections.isEmpty else { return }
        do {
            try queue.write { database in
                var turns = ShortTurns()
                try WireTables.insert(wire, run: nil, port: port, into: database) { turns.pieceDone() }
            }
        } catch { throw .cannotWrite(path: path, reason: ResultStore.reason(error)) }
    }
}
