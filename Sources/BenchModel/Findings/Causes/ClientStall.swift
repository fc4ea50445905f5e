/// The client stood still for a while.
struct ClientStall: Cause {
    let id = "client-stall"
    let meaning = "A client did nothing for a while: it took no bytes that had come and filled no slot that was free."
    let detection =
        "On the wire, a time without a new request in which slots were free; by the tool's own clock, a time without a stamp "
        + "while chunks came."
    let remedy = "Look for what stops the client: garbage collection, swapping, a paused process, a busy machine."

    func findings(in evidence: SessionEvidence) -> [Finding] {
        evidence.tools.compactMap { tool in
            var longest: (round: Int, stall: StallSearch.Stall)?
            var count = 0
            var seconds = 0.0
            var isOfLatency = false
            let effects = evidence.effects(tool) { run, wire in
                let search = StallSearch(run, wire, evidence.workload)
                guard search.share >= evidence.material else { return RunEffect(round: run.round, share: 0, amount: 0) }
                for stall in search.stalls where stall.seconds > longest?.stall.seconds ?? 0 {
                    longest = (run.round, stall)
                }
                count += search.stalls.count
                seconds += search.stalls.reduce(0) { $0 + $1.seconds }
                isOfLatency = search.latencyShare > search.throughputShare
                return RunEffect(round: run.round, share: search.share, amount: seconds)
            }
            // A stall is an event: one round of several is enough, and the share is that of its rounds.
            let stalled = effects.filter { $0.share > 0 }
            guard let longest else { return nil }
            let metrics = [MetricID(.requestThroughput), MetricID(.ttft, .mean), MetricID(.itl, .maximum)]
            return Finding(
                id: id,
                tool: tool,
                metrics: isOfLatency ? [metrics[1], metrics[0], metrics[2]] : metrics,
                evidence:
                    "\(tool) stood still \(count == 1 ? "once" : "\(count) times") for \(CauseText.time(seconds)) "
                    + "(\(stalled.rounds)), longest for \(CauseText.time(longest.stall.seconds)), "
                    + "\(CauseText.time(longest.stall.start)) after the first request of round \(longest.round)",
                share: stalled.share,
                severity: .warning
            )
        }
    }
}
