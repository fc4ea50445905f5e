/// The latency of a request ends with the message that only tells the token counts.
struct UsageChunk: Cause {
    let id = "usage-chunk"
    let meaning = "A tool lets a request end with the usage message or the end of the answer, after the last token."
    let detection = "How the tool's release ends E2EL, and the time from the last choice to that message."
    let remedy =
        "Compare E2EL and TPOT in the canonical or the wire view, or use a release that ends with the last token."

    func findings(in evidence: SessionEvidence) -> [Finding] {
        evidence.tools.compactMap { tool in
            let ends = evidence.effects(tool) { Self.effect($0, $1, isPerToken: false) }
            let tokens = evidence.effects(tool) { Self.effect($0, $1, isPerToken: true) }
            let share = max(ends.share, tokens.share)
            guard ends.reaches(evidence.material) || tokens.reaches(evidence.material) else { return nil }
            let isPerToken = tokens.share > ends.share
            let metrics = [MetricID(.tpot, .mean), MetricID(.e2el, .mean)]
            return Finding(
                id: id,
                tool: tool,
                metrics: isPerToken ? metrics : metrics.reversed(),
                evidence: "\(tool) lets a request end \(ends.amounts(CauseText.time)) after its last token (mean, "
                    + "\(ends.rounds)), with what follows it: \(CauseText.percent(ends.share)) of its E2EL"
                    + (tokens.isEmpty ? "" : " and \(CauseText.percent(tokens.share)) of its TPOT"),
                share: share,
                severity: .note
            )
        }
    }

    private static func effect(_ run: RunEvidence, _ wire: MeasuredWire, isPerToken: Bool) -> RunEffect? {
        guard let end = run.formula?.end, end == .lastMessage || end == .endOfAnswer,
            let truth = wire.mean(isPerToken ? \.tpot : \.e2el)
        else { return nil }
        let late = wire.completed.map { exchange -> Double in
            let record = exchange.record
            guard let last = record.lastChoice else { return 0 }
            let ending = end == .endOfAnswer ? record.done : exchange.messages.lastInstant(butNot: .done)
            let seconds = max(0, (ending ?? last) - last)
            return isPerToken ? seconds / Double(max(1, (record.outputTokens ?? 2) - 1)) : seconds
        }
        let mean = late.reduce(0, +) / Double(late.count)
        return RunEffect(round: run.round, share: RunEffect.share(with: truth + mean, without: truth), amount: mean)
    }
}
