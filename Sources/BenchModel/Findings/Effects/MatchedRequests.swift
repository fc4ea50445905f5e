/// A tool's own records beside what the tap saw of the same requests, by their order. Only where both stand on one clock.
struct MatchedRequests: Sendable {
    /// How long after the tool's clock starts a request may reach the tap, in seconds, on the median. On one clock it is
    /// far less, and clocks that began at different moments are further apart.
    private static let longestSend = 1.0

    /// How far the tap may seem to be ahead of the tool, in seconds: the stamps are taken by two threads.
    private static let slack = 1e-3

    let pairs: [(record: RequestRecord, exchange: WireExchange)]

    /// Nil when the tool has other requests than the tap, or another clock.
    init?(_ run: RunEvidence, _ wire: MeasuredWire) {
        guard let records = run.records, records.count == wire.exchanges.count, !records.isEmpty else { return nil }
        let sent = records.sorted { $0.sent < $1.sent }
        let received = wire.exchanges.sorted { $0.received < $1.received }
        pairs = zip(sent, received).map { ($0, $1) }
        let delays = pairs.map { $0.exchange.received - $0.record.sent }.sorted()
        guard (-Self.slack...Self.longestSend).contains(Quantile.linear(delays, percent: 50)) else { return nil }
    }
}
