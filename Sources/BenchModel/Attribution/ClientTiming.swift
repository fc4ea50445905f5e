/// When a client saw what the wire had brought: how late it was, and when it saw nothing at all.
package struct ClientTiming: Sendable, Equatable {
    /// A stretch of time in which the client saw nothing while the wire brought messages.
    package struct Stall: Sendable, Equatable, Codable {
        /// Seconds from the run's first request to when the first of those messages should have been seen.
        package var start: Double
        /// Seconds.
        package var length: Double
        /// Requests of which messages came in that time.
        package var requests: Int

        package init(start: Double, length: Double, requests: Int) {
            self.start = start
            self.length = length
            self.requests = requests
        }
    }

    /// The least length of a stall, in seconds, beyond the usual delay.
    package static let shortestStall = 0.02

    /// First output-carrying chunk as the client has it minus as the wire has it, in seconds, in order of sending; nil
    /// for requests of which one of the two has none.
    package let delays: [Double?]
    /// Median of the delays of all chunks that both have, in seconds.
    package let usual: Double
    /// In order of time.
    package let stalls: [Stall]
    /// Whether the two share a clock. If not, delays are differences of latencies: what made a request start late is not
    /// in them.
    package let sharesClock: Bool

    /// Nil when the two have not the same number of requests, or no chunk in common.
    /// - Parameters:
    ///   - records: Of one run of a tool.
    ///   - exchanges: The measured ones of the same run.
    package init?(records: [RequestRecord], exchanges: [WireExchange]) {
        guard records.count == exchanges.count, !records.isEmpty else { return nil }
        // Not every tool writes its requests down in order of sending.
        let seen = records.sorted { ($0.sent, $0.index) < ($1.sent, $1.index) }
        let passed = exchanges.sorted { ($0.received, $0.index) < ($1.received, $1.index) }
        let leads = zip(seen, passed).map { $1.received - $0.sent }.sorted()
        // A request is on the wire soon after it was sent, and never before.
        sharesClock = (-1e-3...1).contains(leads[leads.count / 2])
        var pairs: [Pair] = []
        var stamps: [Int64] = []
        var delays: [Double?] = []
        for (place, (record, exchange)) in zip(seen, passed).enumerated() {
            let shift = sharesClock ? 0 : exchange.received.nanoseconds - record.sent.nanoseconds
            let first = record.firstContent ?? record.contentChunks.first
            let own = (record.contentChunks.isEmpty ? first.map { [$0] } ?? [] : record.contentChunks.instants)
                .map { $0.nanoseconds + shift }
            let wire = exchange.record.contentChunks.instants.map(\.nanoseconds)
            stamps += own
            delays.append(own.first.flatMap { own in wire.first.map { Double(own - $0) / 1e9 } })
            let common = own.count == wire.count ? own.count : min(own.count, wire.count, 1)
            for chunk in 0..<common { pairs.append(Pair(request: place, wire: wire[chunk], client: own[chunk])) }
        }
        guard !pairs.isEmpty, let start = passed.first?.received.nanoseconds else { return nil }
        self.delays = delays
        let lags = pairs.map { $0.client - $0.wire }.sorted()
        let usual = lags[lags.count / 2]
        self.usual = Double(usual) / 1e9
        stalls = Self.stalls(pairs, stamps: stamps.sorted(), usual: usual, since: start)
    }

    /// One chunk on both sides, in nanoseconds of the wire's clock.
    private struct Pair {
        let request: Int
        let wire: Int64
        let client: Int64
    }

    /// Looks at every gap between one stamp of the client and its next: a message that the wire brought within it, and
    /// that the client saw only after it, was waiting.
    private static func stalls(_ pairs: [Pair], stamps: [Int64], usual: Int64, since start: Int64) -> [Stall] {
        let shortest = Int64(shortestStall * 1e9)
        let pairs = pairs.sorted { $0.client < $1.client }
        // From each place on, the earliest that a message passed.
        var earliest = pairs.map(\.wire)
        for place in earliest.indices.dropLast().reversed() {
            earliest[place] = min(earliest[place], earliest[place + 1])
        }
        var stalls: [Stall] = []
        var previous = Int64.min
        var place = 0
        for stamp in stamps {
            defer { previous = stamp }
            while place < pairs.count, pairs[place].client < stamp { place += 1 }
            guard place < pairs.count, previous == .min || stamp - previous >= shortest else { continue }
            let from = max(previous, earliest[place] + usual)
            guard stamp - from >= shortest else { continue }
            var requests: Set<Int> = []
            for later in place..<pairs.count {
                guard earliest[later] + usual < stamp else { break }
                if pairs[later].wire + usual < stamp { requests.insert(pairs[later].request) }
            }
            stalls.append(
                Stall(
                    start: Double(from - start) / 1e9,
                    length: Double(stamp - from) / 1e9,
                    requests: requests.count
                )
            )
        }
        return stalls
    }
}
