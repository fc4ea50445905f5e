/// Other programs took processor time while a tool measured.
struct HostContention: Cause {
    let id = "host-contention"
    let meaning =
        "Other programs used the machine while a tool measured, so that client or server had to wait for a core."
    let detection = "Busy time of other processes, as a share of all cores during a run."
    let remedy = "Measure on a machine that does nothing else, or give tool and server cores of their own."

    static let metrics = [MetricID(.ttft, .mean), MetricID(.itl, .mean), MetricID(.requestThroughput)]

    /// Of all cores. A thread that becomes ready finds no core free about as often as the rest is busy: below a tenth that
    /// is what any system's own daemons do, and 15 % leaves them room.
    static let otherShare = 0.15
    /// Of all cores, from which on a run of a second or more is worth nothing: with client and server at work as well,
    /// every third time or so that one of them becomes ready it waits for a time slice, which is more than any tolerance.
    static let invalidShare = 0.3

    func findings(in evidence: SessionEvidence) -> [Finding] {
        evidence.tools.compactMap { tool in
            let runs = evidence.runs(of: tool).compactMap { run in
                run.host.map { (round: run.round, host: $0, share: $0.otherShare ?? 0) }
            }
            let disturbed = runs.filter { $0.share >= Self.otherShare }
            guard let worst = disturbed.max(by: { $0.share < $1.share }) else { return nil }
            let isInvalid = disturbed.contains { $0.share >= Self.invalidShare && $0.host.isLongEnough }
            return Finding(
                id: id,
                tool: tool,
                metrics: Self.metrics,
                evidence:
                    "\(tool), \(disturbed.count) of \(CauseText.count(runs.count, "round")): other processes used up to "
                    + "\(CauseText.percent(worst.share)) of \(CauseText.count(worst.host.cores, "core")) "
                    + "(round \(worst.round))",
                severity: isInvalid ? .invalidating : .warning
            )
        }
    }
}
