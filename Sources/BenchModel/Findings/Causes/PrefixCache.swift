/// The server had more of one tool's prompts in its prefix cache.
struct PrefixCache: Cause {
    let id = "prefix-cache"
    let meaning = "The server's prefix cache spared it more work for one tool's prompts than for another's."
    let detection =
        "The cached tokens that the answers' usage tells (prompt_tokens_details); where it tells none, the prefix cache "
        + "counters of the server's /metrics before and after each run."
    let remedy =
        "Turn prefix caching off at the server, give every run another prompt seed, or accept it by "
        + "'allow: [different_work]'."

    /// Share of the queried tokens by which hits may differ: random prompts share nothing but the template, whose blocks
    /// all tools hit alike.
    static let hitShare = 0.02
    /// Share from which on the tools asked for different work: a tenth of the prompts' computing is more than any tolerance
    /// of a latency that consists of it.
    static let invalidShare = 0.1

    func findings(in evidence: SessionEvidence) -> [Finding] {
        let told = Self.tellsCached(evidence)
        let shares = evidence.tools.compactMap { tool in
            let share =
                told
                ? Self.share(of: Self.answers(evidence, tool))
                : Self.share(of: evidence.runs(of: tool).compactMap(\.ledger))
            return share.map { (tool: tool, share: $0) }
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
                severity: difference >= Self.invalidShare && !evidence.allow.contains(.work) ? .invalidating : .warning
            )
        }
    }

    /// Whether any answer of the session tells what the cache had: one that does not had nothing of it then, since vLLM
    /// leaves a zero out.
    private static func tellsCached(_ evidence: SessionEvidence) -> Bool {
        evidence.tools.contains { answers(evidence, $0).contains { $0.inputTokensCached != nil } }
    }

    /// The completed requests of all runs, as the wire has them; the tool's own records without a tap.
    private static func answers(_ evidence: SessionEvidence, _ tool: ToolID) -> [RequestRecord] {
        evidence.runs(of: tool).flatMap { run in
            MeasuredWire(run, evidence.workload)?.completed.map(\.record) ?? (run.records ?? []).filter(\.succeeded)
        }
    }

    /// Nil when no answer tells its prompt tokens.
    private static func share(of answers: [RequestRecord]) -> Double? {
        let known = answers.filter { $0.inputTokens ?? 0 > 0 }
        let tokens = known.compactMap(\.inputTokens).saturatedSum
        let cached = known.compactMap { $0.inputTokensCached.map(Int.init) }.saturatedSum
        return tokens > 0 ? Double(cached) / Double(tokens) : nil
    }

    /// Whether the answers of a run tell what the cache had.
    static func tellsCached(_ run: RunEvidence) -> Bool {
        run.wire?.exchanges.contains { $0.record.inputTokensCached != nil } ?? false
            || run.records?.contains { $0.inputTokensCached != nil } ?? false
    }

    /// Over all runs. Nil when the server was asked for nothing, or does not tell.
    private static func share(of ledgers: [ServerLedger]) -> Double? {
        let queries = ledgers.compactMap(\.prefixQueries).saturatedSum
        let hits = ledgers.compactMap(\.prefixHits).saturatedSum
        return queries > 0 ? Double(hits) / Double(queries) : nil
    }
}
