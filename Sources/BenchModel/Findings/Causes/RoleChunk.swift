/// The empty chunk that opens a chat answer is taken for the first token.
struct RoleChunk: Cause {
    let id = "role-chunk"
    let meaning =
        "A tool takes the empty chunk that only names the role for the first token, and the server sends it early."
    let detection = "How the tool's release finds the first token, and the time from that message to the first output."
    let remedy = "Compare TTFT in the canonical or the wire view, or use a release that waits for output (vLLM 0.33)."

    func findings(in evidence: SessionEvidence) -> [Finding] {
        evidence.tools.compactMap { tool in
            let effects = evidence.effects(tool) { run, wire in
                guard let first = run.formula?.firstToken, first != .firstOutput, let truth = wire.mean(\.ttft),
                    truth > 0
                else { return nil }
                let early = wire.completed.map { exchange -> Double in
                    let messages = exchange.messages
                    let taken = first == .firstChoice ? messages.firstInstant(of: .choices) : messages.instants.first
                    guard let taken, let ttft = exchange.record.ttft else { return 0 }
                    return max(0, ttft - (taken - exchange.record.sent))
                }
                let mean = early.reduce(0, +) / Double(early.count)
                return RunEffect(round: run.round, share: mean / truth, amount: mean)
            }
            guard effects.reaches(evidence.material) else { return nil }
            return Finding(
                id: id,
                tool: tool,
                metrics: [MetricID(.ttft, .mean), MetricID(.tpot, .mean), MetricID(.itl, .mean)],
                evidence: "\(tool) takes the chunk that names the role for the first token, and it came "
                    + "\(effects.amounts(CauseText.time)) before the first output (mean, \(effects.rounds)): its TTFT is too "
                    + "short by that",
                share: effects.share,
                severity: .note
            )
        }
    }
}
