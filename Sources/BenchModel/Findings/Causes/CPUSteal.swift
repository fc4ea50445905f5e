/// A hypervisor gave processor time that was asked for to other guests.
struct CPUSteal: Cause {
    let id = "cpu-steal"
    let meaning = "The hypervisor gave time of this machine's cores to other guests while a tool measured."
    let detection = "Time stolen by the hypervisor, as a share of all cores during a run."
    let remedy = "Measure on a machine, or an instance, that has its cores for itself."

    /// Of all cores. Clouds that overbook a little stay below.
    static let share = 0.1
    /// Of all cores, from which on a run of a second or more is worth nothing: a core that is taken away for a scheduler's
    /// slice of some milliseconds at a time, a fifth of all time, adds one of them to every fifth instant that is stamped.
    static let invalidShare = 0.2

    func findings(in evidence: SessionEvidence) -> [Finding] {
        evidence.tools.compactMap { tool in
            let runs = evidence.runs(of: tool).compactMap { run in
                run.host.map { (round: run.round, host: $0, share: $0.stealShare ?? 0) }
            }
            let disturbed = runs.filter { $0.share >= Self.share }
            guard let worst = disturbed.max(by: { $0.share < $1.share }) else { return nil }
            let isInvalid = disturbed.contains { $0.share >= Self.invalidShare && $0.host.isLongEnough }
            return Finding(
                id: id,
                tool: tool,
                metrics: HostContention.metrics,
                evidence:
                    "\(tool), \(disturbed.count) of \(CauseText.count(runs.count, "round")): the hypervisor took up to "
                    + "\(CauseText.percent(worst.share)) of \(CauseText.count(worst.host.cores, "core")) "
                    + "(round \(worst.round))",
                severity: isInvalid ? .invalidating : .warning
            )
        }
    }
}

extension HostState {
    /// Whether shares of it are more than what a few clock ticks happen to say: a second is 100 of them.
    var isLongEnough: Bool { seconds.map { $0 >= ClientHealth.shortest } ?? false }
}
