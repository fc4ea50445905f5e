/// A share of the machine's cores that something else took while a tool ran, held against two limits.
struct TakenShare {
    let id: String
    /// Of one run. Nil: the system does not tell.
    let share: KeyPath<HostState, Double?>
    /// Of all cores, from which on it is worth a warning.
    let limit: Double
    /// Of all cores, from which on a run of a second or more is worth nothing.
    let invalidLimit: Double
    /// Who took it, and the verb.
    let taker: String

    /// One finding for each tool that was disturbed.
    func findings(in evidence: SessionEvidence) -> [Finding] {
        evidence.tools.compactMap { tool in
            let runs = evidence.runs(of: tool).compactMap { run in
                run.host.map { (round: run.round, host: $0, share: $0[keyPath: share] ?? 0) }
            }
            let disturbed = runs.filter { $0.share >= limit }
            guard let worst = disturbed.max(by: { $0.share < $1.share }) else { return nil }
            let isInvalid = disturbed.contains { $0.share >= invalidLimit && $0.host.isLongEnough }
            return Finding(
                id: id,
                tool: tool,
                metrics: HostContention.metrics,
                evidence: "\(tool), \(disturbed.count) of \(CauseText.count(runs.count, "round")): \(taker) up to "
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
