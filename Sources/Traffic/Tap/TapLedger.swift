import BenchModel

/// What was recorded at one port and not yet taken. Lives on the tap's thread.
final class TapLedger {
    /// Which take the connections and exchanges belong to: one that began in an earlier one is no longer of interest.
    private(set) var epoch = 0
    /// Messages of the longest answer so far.
    private(set) var expectedMessages = 0
    private var connections: [WireConnection] = []
    /// Numbers of the connections that are not as they were handed out last.
    private var changed: Set<Int> = []
    private var exchanges: [WireExchange] = []
    private var nextIndex = 0

    /// Returns the number of the new connection.
    func open(at now: Instant) -> Int {
        connections.append(WireConnection(number: connections.count, accepted: now))
        changed.insert(connections.count - 1)
        return connections.count - 1
    }

    func update(_ number: Int, of epoch: Int, _ change: (inout WireConnection) -> Void) {
        guard epoch == self.epoch, connections.indices.contains(number) else { return }
        change(&connections[number])
        changed.insert(number)
    }

    /// Returns the place of a new request among those of the port.
    func begin() -> Int {
        defer { nextIndex += 1 }
        return nextIndex
    }

    func add(_ exchange: WireExchange, of epoch: Int) {
        guard epoch == self.epoch else { return }
        exchanges.append(exchange)
        expectedMessages = max(expectedMessages, exchange.messages.count)
    }

    /// Hands out what has ended since the last time, and the connections that have changed since.
    func drain() -> (exchanges: [WireExchange], connections: [WireConnection]) {
        defer {
            exchanges = []
            changed = []
        }
        return (exchanges.sorted { $0.index < $1.index }, changed.sorted().map { connections[$0] })
    }

    /// Hands out everything, what is under way included, and begins anew.
    func take(open: [WireExchange]) -> (exchanges: [WireExchange], connections: [WireConnection]) {
        exchanges += open
        changed = Set(connections.indices)
        defer {
            connections = []
            nextIndex = 0
            epoch += 1
        }
        return drain()
    }
}
