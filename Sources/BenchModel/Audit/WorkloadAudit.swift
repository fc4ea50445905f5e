/// What one run of one tool really asked of the server, and how: what has to be alike before figures can be compared.
package struct WorkloadAudit: Sendable, Equatable, Codable {
    /// Two digests of the same texts: equal sets in another order differ in one of them only.
    package struct Digest: Sendable, Equatable, Codable {
        /// SHA-256 over the digests of all, in the order of sending.
        package let inOrder: String
        /// The same over the sorted digests.
        package let asSet: String
        package let distinct: Int

        package init(_ texts: [[UInt8]]) {
            let single = texts.map { SHA256.hex(of: $0) }
            inOrder = SHA256.hex(of: Array(single.joined(separator: "\n").utf8))
            asSet = SHA256.hex(of: Array(single.sorted().joined(separator: "\n").utf8))
            distinct = Set(single).count
        }

        enum CodingKeys: String, CodingKey {
            case distinct
            case inOrder = "in_order"
            case asSet = "as_set"
        }
    }

    /// One count by three accounts. Nil: that one does not tell.
    package struct Ledgers: Sendable, Equatable, Codable {
        /// The tool's report.
        package var tool: Double?
        /// The answers' `usage` on the wire, over completed requests.
        package var wire: Double?
        /// What the server's counters rose by, requests that were not measured included.
        package var server: Double?

        enum CodingKeys: String, CodingKey { case tool, wire, server }
    }

    /// What only a tap sees.
    package struct Wire: Sendable, Equatable, Codable {
        package var requests: Int
        /// Requests for text besides the measured ones.
        package var extraRequests: Int
        /// Bodies without `cache_salt`, `request_id` and `user`, members in alphabetic order.
        package var bodies: Digest
        /// Only what the model is asked.
        package var prompts: Digest
        /// Most requests under way at once.
        package var peakInFlight: Int
        /// Time-weighted mean from when the peak was first reached until the last request was sent. Nil when no time was
        /// between.
        package var meanInFlight: Double?
        /// Seconds from the first request to the peak.
        package var secondsToPeak: Double
        /// Seconds between the first and the last request sent in which fewer than the asked were under way. Nil in an
        /// open loop.
        package var secondsBelowAsked: Double?
        /// Seconds of the same time in which none was.
        package var secondsIdle: Double
        /// Connections that carried a measured request.
        package var connections: Int
        /// Measured requests that were not the first of their connection.
        package var reused: Int
        /// Requests in the first 100 ms, the first included.
        package var burst: Int
        /// Mean seconds from one of these to the next. Nil with fewer than two.
        package var burstSpacing: Double?

        enum CodingKeys: String, CodingKey {
            case requests, bodies, prompts, connections, reused, burst
            case extraRequests = "extra_requests"
            case peakInFlight = "peak_in_flight"
            case meanInFlight = "mean_in_flight"
            case secondsToPeak = "seconds_to_peak"
            case secondsBelowAsked = "seconds_below_asked"
            case secondsIdle = "seconds_idle"
            case burstSpacing = "burst_spacing"
        }
    }

    /// Seconds from the first request that count as the start-up burst.
    package static let burstWindow = 0.1

    package var tool: ToolID
    /// From 1.
    package var round: Int
    /// Requests under way that the recipe asks for. Nil when there is no limit or it is not known.
    package var askedInFlight: Int?
    package var requests: Ledgers
    package var promptTokens: Ledgers
    package var outputTokens: Ledgers
    /// Tokens for which the server's prefix cache was asked, and those that it had. Nil when the server does not tell.
    package var prefixQueries: Int?
    package var prefixHits: Int?
    /// Nil without a tap.
    package var wire: Wire?

    /// Share of the queried tokens that the prefix cache had. Nil when the server does not tell, or was asked for none.
    package var prefixHitShare: Double? {
        guard let prefixQueries, let prefixHits, prefixQueries > 0 else { return nil }
        return Double(prefixHits) / Double(prefixQueries)
    }

    package init(of run: RunEvidence, workload: Workload?) {
        tool = run.tool
        round = run.round
        let measured = MeasuredWire(run, workload)
        func ledgers(_ family: MetricFamily, _ wire: Int?, _ server: Int?) -> Ledgers {
            let told = run.account.views[.reported]?[MetricID(family)] ?? run.account.best(MetricID(family))
            return Ledgers(tool: told?.value, wire: wire.map(Double.init), server: server.map(Double.init))
        }
        requests = ledgers(.requestsCompleted, measured?.completed.count, run.ledger?.requests)
        promptTokens = ledgers(.inputTokens, measured?.sum(\.inputTokens), run.ledger?.promptTokens)
        outputTokens = ledgers(.outputTokens, measured?.sum(\.outputTokens), run.ledger?.outputTokens)
        prefixQueries = run.ledger?.prefixQueries
        prefixHits = run.ledger?.prefixHits
        askedInFlight = measured?.slots(workload) ?? workload?.concurrency
        wire = measured.map { Wire($0, asked: $0.slots(workload)) }
    }

    enum CodingKeys: String, CodingKey {
        case tool, round, requests, wire
        case askedInFlight = "asked_in_flight"
        case promptTokens = "prompt_tokens"
        case outputTokens = "output_tokens"
        case prefixQueries = "prefix_queries"
        case prefixHits = "prefix_hits"
    }
}

extension WorkloadAudit.Wire {
    init(_ measured: MeasuredWire, asked: Int?) {
        let members = measured.exchanges.map { ($0.body, BodyMembers($0.body)) }
        let inFlight = InFlight(measured.exchanges)
        let full = inFlight.first(inFlight.peak) ?? measured.start
        let sent = measured.exchanges.map(\.received).sorted()
        let early = sent.prefix { $0 - measured.start <= WorkloadAudit.burstWindow }
        requests = measured.exchanges.count
        extraRequests = measured.extra.count
        bodies = WorkloadAudit.Digest(members.map { $1?.canonical ?? $0 })
        prompts = WorkloadAudit.Digest(members.map { $1?.prompt ?? $0 })
        peakInFlight = inFlight.peak
        meanInFlight = inFlight.mean(from: full, to: measured.lastSent)
        secondsToPeak = inFlight.secondsToPeak
        secondsBelowAsked = asked.map { inFlight.seconds(below: $0, from: measured.start, to: measured.lastSent) }
        secondsIdle = inFlight.seconds(below: 1, from: measured.start, to: measured.lastSent)
        connections = Set(measured.exchanges.map(\.connection)).count
        reused = measured.exchanges.count { $0.place > 0 }
        burst = early.count
        burstSpacing = early.count > 1 ? (early[early.count - 1] - early[0]) / Double(early.count - 1) : nil
    }
}

extension MeasuredWire {
    /// Over completed requests. Nil when one of them does not tell.
    fileprivate func sum(_ tokens: (RequestRecord) -> Int?) -> Int? {
        let counts = completed.map { tokens($0.record) }
        let known = counts.compactMap(\.self)
        return known.count == counts.count && !known.isEmpty ? known.saturatedSum : nil
    }
}
