/// The tap was so busy that it became a part of what was measured.
struct TapLimited: Cause {
    let id = "tap-limited"
    let meaning = "The tap's one thread had so much to do that requests and answers waited for it."
    let detection = "The tap's share of a core, and how long bytes and turns of its loop took, beside the mean TTFT."
    let remedy = "Measure with --no-tap, at a lower rate of chunks, or on a machine with more cores."

    func findings(in evidence: SessionEvidence) -> [Finding] {
        evidence.tools.compactMap { tool in
            let limited = evidence.measured(tool).compactMap { run, wire -> (round: Int, text: String)? in
                Self.problem(run, wire).map { (run.round, $0) }
            }
            guard let first = limited.first else { return nil }
            let more = limited.count > 1 ? ", and so in \(CauseText.count(limited.count - 1, "more round"))" : ""
            return Finding(
                id: id,
                tool: tool,
                metrics: [MetricID(.ttft, .mean), MetricID(.itl, .mean), MetricID(.requestThroughput)],
                evidence: "\(tool), round \(first.round): \(first.text)\(more)",
                severity: .invalidating
            )
        }
    }

    /// The limits are those by which the native engine judges itself, for the same reasons: see `ClientHealth`.
    private static func problem(_ run: RunEvidence, _ wire: MeasuredWire) -> String? {
        guard let usage = run.wire?.usage, wire.span >= ClientHealth.shortest else { return nil }
        let latency = wire.mean(\.ttft) ?? wire.mean(\.e2el) ?? 0
        if usage.cpuShare >= ClientHealth.cpuShare {
            return "the tap used \(CauseText.percent(usage.cpuShare)) of a core, and at "
                + "\(CauseText.percent(ClientHealth.cpuShare)) what arrives begins to wait for it"
        }
        let forward = max(ClientHealth.timeSlice, ClientHealth.lagShare * latency)
        if let late = usage.forwardP99, late > forward {
            return
                "the tap passed one message in a hundred on after \(CauseText.time(late)) or more, with a mean latency of "
                + CauseText.time(latency)
        }
        let turn = max(ClientHealth.timeSlice, 2 * ClientHealth.lagShare * latency)
        if let busy = usage.busyTurnP99, busy > turn {
            return
                "one turn in a hundred of the tap's loop took \(CauseText.time(busy)) or more, with a mean latency of "
                + CauseText.time(latency)
        }
        return nil
    }
}
