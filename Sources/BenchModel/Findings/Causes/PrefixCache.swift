/// The server had more of one tool's prompts in its prefix cache.
struct PrefixCache: Cause {
    let id = "prefix-cache"
    let meaning = "The server's prefix cache spared it more work for one tool's prompts than for another's."
    let detection = "The prefix cache counters of the server's /metrics before and after each run."
    let remedy =
        "Let every run have a cache_salt of its own (vLLM takes one in the body), turn prefix caching off, or give every run "
        + "another prompt seed."

    /// Share of the queried tokens by which hits may differ: random prompts share nothing but the template, whose blocks
    /// all tools hit alike.
    static let hitShare = 0.02
    /// Share from which on the tools asked for different work: a tenth of the prompts' computing is more than any tolerance
    /// of a latency that consists of it.
    static let invalidShare = 0.1

    func findings(in evidence: SessionEvidence) -> [Finding] {
        let shares = evidence.tools.compactMap { tool in
            Self.share(of: evidence.runs(of: tool).compactMap(\.ledger)).map { (tool: tool, share: $0) }
        }
        guard let base = shares.first else { return [] }
        return shares.dropFirst().compactMap { entry in
            let difference = abs(entry.share - base.share)
            guard difference >= max(Self.hitShare, evidence.material) else { return nil }
            return Finding(
                id: id,
                tool: entry.tool,
                metrics: [MetricID(.ttft, .mean)],
                evidence: "the server's prefix cache had \(CauseText.percent(base.share)) of the prompt tokens of "
                    + "\(base.tool) and \(CauseText.percent(entry.share)) of those of \(entry.tool)",
                severity: difference >= Self.invalidShare ? .invalidating : .warning
            )
        }
    }

    /// Over all runs. Nil when the server was asked for nothing, or does not tell.
    private static func share(of ledgers: [ServerLedger]) -> Double? {
        let queries = ledgers.compactMap(\.prefixQueries).saturatedSum
        let hits = ledgers.compactMap(\.prefixHits).saturatedSum
        return queries > 0 ? Double(hits) / Double(queries) : nil
    }
}
