import BenchModel
import Synchronization

/// Where all threads of a client hold still, once.
final class ScriptedGate: Sendable {
    private let stall: ScriptedFaults.Stall?
    private let time = Mutex<(start: Instant, end: Instant)?>(nil)

    init(_ stall: ScriptedFaults.Stall?) { self.stall = stall }

    /// Returns when the client does not hold still.
    func pass() {
        guard let time = time.withLock({ $0 }), time.start <= ScriptedClock.now() else { return }
        ScriptedClock.sleep(until: time.end)
    }

    /// Said before and after a request is sent.
    func reached(_ request: Int, isSent: Bool) {
        guard let stall, stall.request == request, (stall.delay != nil) == isSent else { return }
        let start = ScriptedClock.now() + (stall.delay ?? 0)
        time.withLock { $0 = (start, start + stall.length) }
    }
}
