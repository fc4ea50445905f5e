/// Connections are made while latency is measured.
struct ConnectionSetup: Cause {
    let id = "connection-setup"
    let meaning = "Looking up the host's name and connecting are inside the latency that a tool measures."
    let detection = "The time from when the tool's own clock starts a request to when its connection was accepted."
    let remedy = "Use 127.0.0.1 instead of a name, let server and tool keep connections, and send warm-up requests."

    func findings(in evidence: SessionEvidence) -> [Finding] {
        let all = evidence.tools.map { tool in
            (
                tool: tool,
                effects: evidence.effects(tool) { run, wire in
                    guard let matched = MatchedRequests(run, wire),
                        let ttft = run.account.best(MetricID(.ttft, .mean))?.value, ttft > 0
                    else { return nil }
                    let accepted = Dictionary(wire.connections.map { ($0.number, $0.accepted) }) { first, _ in first }
                    let total = matched.pairs.reduce(0.0) { sum, pair in
                        guard pair.exchange.place == 0, let instant = accepted[pair.exchange.connection] else {
                            return sum
                        }
                        return sum + max(0, instant - pair.record.sent)
                    }
                    let mean = total / Double(matched.pairs.count)
                    return RunEffect(round: run.round, share: min(mean / ttft, 1), amount: mean)
                }
            )
        }
        // The first requests of any client connect at once; only what exceeds that is a cause.
        let named = evidence.standingOut(all, from: max(evidence.material, evidence.tolerance.share))
        return all.filter { named.contains($0.tool) }.map { tool, effects in
            let wires = evidence.measured(tool).map(\.wire)
            let opened = wires.reduce(0) { $0 + $1.exchanges.count { $0.place == 0 } }
            let requests = wires.reduce(0) { $0 + $1.exchanges.count }
            return Finding(
                id: id,
                tool: tool,
                metrics: [MetricID(.ttft, .mean), MetricID(.e2el, .mean)],
                evidence:
                    "\(tool) connected for \(opened) of \(CauseText.count(requests, "request")) after it had started their "
                    + "clock: \(effects.amounts(CauseText.time)) of its mean TTFT (\(effects.rounds))",
                share: effects.share,
                severity: .warning
            )
        }
    }
}
