/// Cores were slowed down because they were hot.
struct CPUThrottled: Cause {
    let id = "cpu-throttled"
    let meaning = "Cores became so hot while a tool measured that the processor slowed them down."
    let detection = "The rise of the cores' thermal throttle counters during a run."
    let remedy = "Cool the machine, lower the load, or pause for longer between the runs ('warmup.pause')."

    func findings(in evidence: SessionEvidence) -> [Finding] {
        evidence.tools.compactMap { tool in
            let runs = evidence.runs(of: tool).compactMap { run in
                run.host?.throttleEvents.map { (round: run.round, events: $0) }
            }
            // A counter rises once for each spell of heat, and during one a core is at a fraction of its frequency.
            let hot = runs.filter { $0.events > 0 }
            guard let worst = hot.max(by: { $0.events < $1.events }) else { return nil }
            return Finding(
                id: id,
                tool: tool,
                metrics: HostContention.metrics,
                evidence: "\(tool), \(hot.count) of \(CauseText.count(runs.count, "round")): cores were throttled "
                    + "\(worst.events == 1 ? "once" : "\(worst.events) times") in round \(worst.round)",
                severity: .invalidating
            )
        }
    }
}
