/// The time that throughput is divided by is longer than the requests took.
struct DurationWindow: Cause {
    let id = "duration-window"
    let meaning = "A tool's duration has time in it before its first request or after its last answer."
    let detection =
        "The tool's reported duration beside the time from the first request to the end of the last on the wire."
    let remedy =
        "Compare throughput in the canonical or the wire view, or make runs longer, so that the rest counts less."

    func findings(in evidence: SessionEvidence) -> [Finding] {
        evidence.tools.compactMap { tool in
            let effects = evidence.effects(tool) { run, wire in
                guard let duration = run.account.views[.reported]?[MetricID(.duration)], wire.span > 0 else {
                    return nil
                }
                let own = max(duration.value - duration.resolution, wire.span)
                return RunEffect(round: run.round, share: (own - wire.span) / own, amount: own - wire.span)
            }
            guard effects.reaches(max(evidence.material, evidence.tolerance.share)) else { return nil }
            return Finding(
                id: id,
                tool: tool,
                metrics: [MetricID(.duration), MetricID(.requestThroughput), MetricID(.outputThroughput)],
                evidence:
                    "the duration that \(tool) reports is \(effects.amounts(CauseText.time)) longer than from its first "
                    + "request to the end of its last answer (\(effects.rounds)): its throughput is too low by that",
                share: effects.share,
                severity: .note
            )
        }
    }
}
