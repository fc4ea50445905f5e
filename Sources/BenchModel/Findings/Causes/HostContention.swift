/// Other programs, or other guests of the same machine, took processor time while a tool measured.
struct HostContention: Cause {
    let id = "host-contention"
    let meaning =
        "Something else used the machine while a tool measured, so that client or server had to wait for a core."
    let detection =
        "Busy time of other processes, and time stolen by the hypervisor, as shares of all cores during a run."
    let remedy = "Measure on a machine that does nothing else, or give tool and server cores of their own."

    /// Of all cores. A thread that becomes ready finds no core free about as often as the rest is busy: below a tenth that
    /// is what any system's own daemons do, and 15 % leaves them room.
    static let otherShare = 0.15
    /// Of all cores. Clouds that overbook a little stay below.
    static let stealShare = 0.1

    func findings(in evidence: SessionEvidence) -> [Finding] {
        evidence.tools.compactMap { tool in
            let hosts = evidence.runs(of: tool).compactMap { run in run.host.map { (round: run.round, host: $0) } }
            let disturbed = hosts.filter {
                ($0.host.otherShare ?? 0) >= Self.otherShare || ($0.host.stealShare ?? 0) >= Self.stealShare
            }
            guard let worst = disturbed.max(by: { Self.taken($0.host) < Self.taken($1.host) }) else { return nil }
            let cores = CauseText.count(worst.host.cores, "core")
            return Finding(
                id: id,
                tool: tool,
                metrics: [MetricID(.ttft, .mean), MetricID(.itl, .mean), MetricID(.requestThroughput)],
                evidence:
                    "\(tool), \(disturbed.count) of \(CauseText.count(hosts.count, "round")): other processes used up to "
                    + "\(CauseText.percent(worst.host.otherShare ?? 0)) of \(cores), and the hypervisor took "
                    + "\(CauseText.percent(worst.host.stealShare ?? 0)) (round \(worst.round))",
                severity: .warning
            )
        }
    }

    private static func taken(_ host: HostState) -> Double { (host.otherShare ?? 0) + (host.stealShare ?? 0) }
}
