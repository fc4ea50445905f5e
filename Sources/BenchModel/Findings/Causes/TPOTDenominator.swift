/// TPOT is divided by another number, or taken over other requests.
struct TPOTDenominator: Cause {
    let id = "tpot-denominator"
    let meaning =
        "A tool divides by another number than output tokens less one, or counts answers of one token as a TPOT of zero."
    let detection = "The formula of the tool's release, and the catalogue's, on the requests that passed over the wire."
    let remedy = "Compare TPOT in the canonical or the wire view."

    func findings(in evidence: SessionEvidence) -> [Finding] {
        evidence.tools.compactMap { tool in
            let effects = evidence.effects(tool) { run, wire in
                guard let formula = run.formula,
                    formula.denominator != .outputTokensLessOne || formula.singleToken != .leftOut
                else { return nil }
                let truths = wire.completed.compactMap(\.record.tpot)
                let own = wire.completed.compactMap { Self.value($0, formula) }
                guard !truths.isEmpty, !own.isEmpty else { return nil }
                let (left, right) = (SampleSummary(own).mean, SampleSummary(truths).mean)
                return RunEffect(
                    round: run.round,
                    share: RunEffect.share(with: left, without: right),
                    amount: left - right
                )
            }
            guard effects.reaches(evidence.material) else { return nil }
            return Finding(
                id: id,
                tool: tool,
                metrics: [MetricID(.tpot, .mean)],
                evidence: "\(tool) takes TPOT by a formula of its own, which moves its mean by "
                    + "\(effects.amounts(CauseText.time)) (\(effects.rounds))",
                share: effects.share,
                severity: .note
            )
        }
    }

    private static func value(_ exchange: WireExchange, _ formula: ToolFormula) -> Double? {
        let record = exchange.record
        guard let ttft = record.ttft, let e2el = record.e2el, let tokens = record.outputTokens else { return nil }
        guard tokens > 1 else { return formula.singleToken == .countsAsZero ? 0 : nil }
        let denominator =
            switch formula.denominator {
            case .outputTokensLessOne: tokens - 1
            case .outputTokens: tokens
            case .chunksLessOne: max(record.contentChunks.count - 1, 1)
            }
        return (e2el - ttft) / Double(denominator)
    }
}
