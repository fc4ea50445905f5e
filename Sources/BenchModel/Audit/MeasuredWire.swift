/// The requests of one run that the tool measured, as they passed over the wire.
struct MeasuredWire: Sendable {
    /// In the order in which they came in.
    let exchanges: [WireExchange]
    /// Requests for text that the tool sent besides: its connection test, its own warm-up.
    let extra: [WireExchange]
    let connections: [WireConnection]
    /// Those whose answer came whole.
    let completed: [WireExchange]
    let start: Instant
    /// Last request received.
    let lastSent: Instant
    let end: Instant

    /// Nil without a tap, and when nothing was measured.
    init?(_ run: RunEvidence, _ workload: Workload?) {
        guard let wire = run.wire else { return nil }
        let generations = wire.generations
        let measured = workload.map { Array(generations.suffix($0.requests)) } ?? generations
        guard !measured.isEmpty else { return nil }
        exchanges = measured
        extra = Array(generations.dropLast(measured.count))
        connections = wire.connections
        completed = measured.filter { $0.record.succeeded }
        let sent = measured.map(\.received)
        start = sent.min() ?? Instant(nanoseconds: 0)
        lastSent = sent.max() ?? start
        end = measured.map(\.record.end).max() ?? start
    }

    /// Seconds from the first request to the end of the last answer.
    var span: Double { end - start }

    /// Requests that the tool could have under way at once: what was asked, or all.
    func slots(_ workload: Workload?) -> Int? {
        workload?.concurrency.map { min($0, exchanges.count) }
    }

    /// Mean over completed requests. Nil when one lacks the value or there is none.
    func mean(_ value: (RequestRecord) -> Double?) -> Double? {
        let values = completed.compactMap { value($0.record) }
        guard !values.isEmpty, values.count == completed.count else { return nil }
        return values.reduce(0, +) / Double(values.count)
    }
}
