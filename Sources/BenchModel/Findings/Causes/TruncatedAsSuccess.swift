/// An answer that was cut counts as completed.
struct TruncatedAsSuccess: Cause {
    let id = "truncated-as-success"
    let meaning =
        "A tool counts requests as completed whose answers broke off, failed or ended without a reason to finish."
    let detection =
        "The requests that the tool counts as completed beside those whose answers came whole over the wire."
    let remedy = "Find out why answers break off, and use a release that counts them as failed (vLLM from 0.30)."

    func findings(in evidence: SessionEvidence) -> [Finding] {
        evidence.tools.compactMap { tool in
            var cut = 0
            var counted = 0
            var requests = 0
            for (run, wire) in evidence.measured(tool) {
                guard let completed = run.account.best(MetricID(.requestsCompleted)) else { continue }
                let broken = wire.exchanges.count(where: Self.isBroken)
                let whole = wire.exchanges.count - broken
                requests += wire.exchanges.count
                cut += broken
                counted += max(0, Int((completed.value - completed.resolution).rounded(.up)) - whole)
            }
            counted = min(counted, cut)
            guard counted > 0 else { return nil }
            return Finding(
                id: id,
                tool: tool,
                metrics: [MetricID(.requestsCompleted), MetricID(.outputTokens), MetricID(.e2el, .mean)],
                evidence:
                    "\(cut) of \(CauseText.count(requests, "answer")) to \(tool) broke off or failed on the wire, and it "
                    + "counts \(counted) of them as completed",
                share: Double(counted) / Double(requests),
                severity: .invalidating
            )
        }
    }

    /// A client that closes by itself has had what it wanted.
    static func isBroken(_ exchange: WireExchange) -> Bool {
        guard exchange.ending == .serverClosed || exchange.ending == .complete else { return false }
        if !exchange.record.succeeded { return true }
        // A stream that ends in order, but without its last messages.
        let messages = exchange.messages
        let hasOutput = messages.firstInstant(of: .output) != nil
        return hasOutput && messages.count > 1 && messages.firstInstant(of: [.finish, .done]) == nil
    }
}
