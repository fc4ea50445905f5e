/// A tool's own clock does not run at the pace of the tap's.
struct ClockDrift: Cause {
    let id = "clock-drift"
    let meaning = "A tool's clock ran faster or slower than the tap's, or jumped, so that its times are not seconds."
    let detection =
        "How far the tool's instants lie from the wire's in the first and in the second half of a run, for what it sent and "
        + "for what it saw: a client that is late moves only one of them, a clock moves both, in opposite ways."
    let remedy = "Look which clock the tool stamps with, and whether the machine's time was set."

    func findings(in evidence: SessionEvidence) -> [Finding] {
        evidence.tools.compactMap { tool in
            let offsets = evidence.measured(tool).compactMap { run, wire in
                ClockOffset(run, wire).map { (round: run.round, offset: $0) }
            }
            let off = offsets.filter { abs($0.offset.drift) > $0.offset.limit }
            guard let worst = off.max(by: { abs($0.offset.drift) < abs($1.offset.drift) }) else { return nil }
            return Finding(
                id: id,
                tool: tool,
                metrics: HostContention.metrics,
                evidence: "\(tool), \(off.count) of \(CauseText.count(offsets.count, "round")): its clock "
                    + "\(worst.offset.drift > 0 ? "gained" : "lost") \(CauseText.time(abs(worst.offset.drift))) on the tap's from "
                    + "the first to the second half of round \(worst.round)",
                share: worst.offset.share,
                severity: .invalidating
            )
        }
    }
}
