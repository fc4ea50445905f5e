import BenchModel
import Synchronization
import Traffic

/// Keeps what passed at one port of a tap while more is passing: all of it, to the freeing of what was kept, is done by a
/// thread that wants the processor less than all others, a piece at a time.
final class WireKeeper: Sendable {
    /// Holds what is handed over, so that whoever takes it out has the only one and frees it.
    private final class Handover: Sendable {
        private let wire: Mutex<WireRun?>

        init(_ wire: WireRun) { self.wire = Mutex(wire) }

        func take() -> WireRun? {
            wire.withLock { wire in
                defer { wire = nil }
                return wire
            }
        }
    }

    private let port: Int
    private let store: WireStore?
    private let sums: Mutex<WireSummary>

    /// - Parameter store: Nil: only the summary is kept.
    init(_ port: Int, url: String, store: WireStore?) {
        self.port = port
        self.store = store
        sums = Mutex(WireSummary(url: url))
    }

    var summary: WireSummary { sums.withLock { $0 } }

    /// Requests that ended and connections, so far.
    var counts: (requests: Int, connections: Int) { sums.withLock { ($0.requests, $0.connections) } }

    /// Keeps what has passed at the port since the last time.
    /// - Parameter isLast: Whether there is no next time.
    func keep(from tap: RunningTap, isLast: Bool) async throws(HarnessError) {
        let handover = Handover(await tap.drain(port, isLast: isLast))
        let kept = await IdleThread.run { [self] in
            Result { () throws(HarnessError) in
                guard var wire = handover.take() else { return }
                var turns = ShortTurns()
                sums.withLock { $0.add(wire) { turns.pieceDone() } }
                try store?.add(wire, port: port)
                while wire.exchanges.popLast() != nil { turns.pieceDone() }
            }
        }
        try kept.get()
    }
}
