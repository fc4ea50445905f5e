/// How a tool's clock moved against the tap's between the two halves of a run.
struct ClockOffset: Sendable, Equatable {
    /// Requests from which on a run has two halves that say something.
    static let fewest = 10

    /// Percentile of the delays of a half that stands for it: what a busy client adds is on few of the shortest.
    private static let percent = 10.0

    /// Seconds that the tool's clock gained.
    let drift: Double
    /// What it may gain: `ClockStep.share` of the time between the halves.
    let limit: Double
    /// What it gained, as a part of the time between the halves by the faster of the two clocks: the part of every time that
    /// is the clock's doing, if it gains all the time.
    let share: Double

    /// Nil when the tool has other requests than the tap, does not write down when it sent them and saw their ends, or has
    /// too few.
    init?(_ run: RunEvidence, _ wire: MeasuredWire) {
        guard let records = run.records, records.count == wire.exchanges.count else { return nil }
        let sent = records.sorted { $0.sent < $1.sent }
        guard let first = sent.first, let last = sent.last, first.sent < last.sent else { return nil }
        let received = wire.exchanges.sorted { $0.received < $1.received }
        // A request reaches the tap after it was sent, and its end is seen after it passed the tap. By a clock that gains,
        // the first delay becomes shorter and the second longer.
        var sends: [Double] = []
        var sights: [Double] = []
        for (record, exchange) in zip(sent, received) {
            // The last message that both have a stamp of.
            let ends =
                record.lastChoice == nil
                ? (record.contentChunks.last, exchange.record.contentChunks.last)
                : (record.lastChoice, exchange.record.lastChoice)
            guard let seen = ends.0, let passed = ends.1 else { continue }
            sends.append(exchange.received - record.sent)
            sights.append(seen - passed)
        }
        guard sends.count >= Self.fewest else { return nil }
        let (send, sight) = (Self.rise(sends), Self.rise(sights))
        drift = send * sight < 0 ? (sight > 0 ? 1 : -1) * min(abs(send), abs(sight)) : 0
        let between = wire.span / 2
        limit = max(ClockStep.least, ClockStep.share * between)
        share = between > 0 ? abs(drift) / (between + max(0, drift)) : 0
    }

    /// From the first to the second half.
    private static func rise(_ delays: [Double]) -> Double {
        let half = delays.count / 2
        return Quantile.linear(delays[half...].sorted(), percent: percent)
            - Quantile.linear(delays[..<half].sorted(), percent: percent)
    }
}
