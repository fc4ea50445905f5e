/// What one completed request gives to the metrics of its run, under one definition.
struct RequestSample {
    var sent: Instant
    /// What the duration ends with where no other request ends later.
    var end: Instant
    /// In seconds, as E2EL and TPOT. Nil when the definition finds none.
    var ttft: Double?
    var e2el: Double?
    var tpot: Double?
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
        countsForTPOT = (record.outputTokens ?? 0) > 1
        gaps = record.contentChunks.isEmpty ? nil : [record.contentChunks]
        inputTokens = record.inputTokens
        outputTokens = record.outputTokens
    }
}
