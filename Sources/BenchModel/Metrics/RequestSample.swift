/// What one completed request gives to the metrics of its run, under one definition.
struct RequestSample {
    var sent: Instant
    /// What the duration ends with where no other request ends later.
    var end: Instant
    /// In seconds, as E2EL and TPOT. Nil when the definition finds none.
    var ttft: Double?
    var e2el: Double?
    var tpot: Double?
    /// How far E2EL and TPOT may be from these, either way, in seconds, where the end was not recorded.
    var openE2EL = 0.0
    var openTPOT = 0.0
    /// Whether TPOT has a place for it: one that has and gives none leaves the family out.
    var countsForTPOT: Bool
    /// Instants whose gaps are ITL samples, each list by itself. Nil when they are not known.
    var gaps: [ChunkInstants]?
    var inputTokens: Int?
    var outputTokens: Int?

    /// Under the canonical definitions.
    init(_ record: RequestRecord) {
        sent = record.sent
        end = record.end
        ttft = record.ttft
        e2el = record.e2el
        tpot = record.tpot
        if record.lastChoice == nil, let bounds = record.lastChoiceBounds {
            openE2EL = (bounds.upperBound - bounds.lowerBound) / 2
            e2el = bounds.lowerBound - record.sent + openE2EL
            if let ttft, let e2el, let tokens = record.outputTokens, tokens > 1 {
                tpot = (e2el - ttft) / Double(tokens - 1)
                openTPOT = openE2EL / Double(tokens - 1)
            }
        }
        countsForTPOT = (record.outputTokens ?? 0) > 1
        gaps = record.contentChunks.isEmpty ? nil : [record.contentChunks]
        inputTokens = record.inputTokens
        outputTokens = record.outputTokens
    }
}
