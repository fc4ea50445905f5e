/// Times of one run in which its client stood still, and what they cost.
struct StallSearch: Sendable {
    struct Stall: Sendable, Equatable {
        /// Seconds from the run's first request.
        let start: Double
        let seconds: Double
    }

    /// Seconds below which a pause is not told from what a scheduler, a collector of garbage or a full loop does to any
    /// client: ten time slices.
    static let shortest = 10 * ClientHealth.timeSlice

    /// How many times as long as the usual pause before a request is sent.
    static let usualPauses = 10.0

    let stalls: [Stall]
    /// Part of the slots' time that was lost.
    let throughputShare: Double
    /// Part of the tool's mean TTFT.
    let latencyShare: Double

    var share: Double { max(throughputShare, latencyShare) }

    init(_ run: RunEvidence, _ wire: MeasuredWire, _ workload: Workload?) {
        let idle = Self.idle(wire, workload)
        let silent = Self.silent(run, wire)
        throughputShare = idle.share
        latencyShare = silent.share
        // The same time, seen from two sides.
        let others = silent.stalls.filter { stall in
            !idle.stalls.contains { $0.start < stall.start + stall.seconds && stall.start < $0.start + $0.seconds }
        }
        stalls = (idle.stalls + others).sorted { $0.start < $1.start }
    }

    /// Pauses between two requests of a closed loop while a slot was free.
    private static func idle(_ wire: MeasuredWire, _ workload: Workload?) -> (stalls: [Stall], share: Double) {
        guard let workload, !workload.isOpenLoop, let asked = wire.slots(workload) else { return ([], 0) }
        let inFlight = InFlight(wire.exchanges)
        let slots = min(asked, inFlight.peak)
        guard slots > 0, let full = inFlight.first(inFlight.peak) else { return ([], 0) }
        let sent = wire.exchanges.map(\.received).filter { $0 >= full }.sorted()
        let free = inFlight.intervals(from: full, to: wire.lastSent).filter { $0.count < slots }
        let window = Double(slots) * (wire.lastSent - full)
        guard window > 0 else { return ([], 0) }
        var pauses: [(stall: Stall, lost: Double)] = []
        var place = 0
        for (earlier, later) in zip(sent, sent.dropFirst()) {
            while place < free.count, free[place].from < earlier { place += 1 }
            guard place < free.count, free[place].from < later else { continue }
            let start = free[place].from
            var lost = 0.0
            while place < free.count, free[place].from < later {
                lost += free[place].seconds * Double(slots - free[place].count)
                place += 1
            }
            pauses.append((Stall(start: start - wire.start, seconds: later - start), lost))
        }
        guard !pauses.isEmpty else { return ([], 0) }
        let usual = Quantile.linear(pauses.map(\.stall.seconds).sorted(), percent: 50)
        let isRare = pauses.count >= 4
        let long = pauses.filter { $0.stall.seconds >= max(shortest, isRare ? usualPauses * usual : shortest) }
        return (long.map(\.stall), long.reduce(0) { $0 + $1.lost } / window)
    }

    /// Times in which the tool stamped nothing, and that end with stamps for what had come over the wire long before.
    private static func silent(_ run: RunEvidence, _ wire: MeasuredWire) -> (stalls: [Stall], share: Double) {
        guard let matched = MatchedRequests(run, wire),
            let mean = run.account.best(MetricID(.ttft, .mean))?.value, mean > 0
        else { return ([], 0) }
        let isRole = (run.formula?.firstToken ?? .firstOutput) != .firstOutput
        var stamps: [Instant] = []
        var firsts: [(came: Instant, seen: Instant)] = []
        for (record, exchange) in matched.pairs {
            stamps += [record.sent, record.end] + record.contentChunks.instants
            let came = isRole ? exchange.messages.firstInstant(of: .choices) : exchange.record.firstContent
            if let seen = record.firstContent ?? record.contentChunks.first,
                let came = came ?? exchange.record.firstContent
            {
                stamps.append(seen)
                firsts.append((came, seen))
            }
        }
        stamps.sort()
        let lags = firsts.map { $0.seen - $0.came }.sorted()
        guard !lags.isEmpty else { return ([], 0) }
        let usual = Quantile.linear(lags, percent: 50)
        var stalls: [Stall] = []
        var late = 0.0
        for (earlier, later) in zip(stamps, stamps.dropFirst()) where later - earlier >= shortest {
            // Just the first tokens that came in the pause and were seen when it was over.
            let waiting = firsts.filter { $0.came > earlier && $0.came < later && $0.seen >= later }
            let excess = waiting.reduce(0) { $0 + max(0, $1.seen - $1.came - usual) }
            guard let first = waiting.map(\.came).min(), later - first >= shortest else { continue }
            stalls.append(Stall(start: earlier - wire.start, seconds: later - earlier))
            late += excess
        }
        return (stalls, late / Double(firsts.count) / mean)
    }
}
