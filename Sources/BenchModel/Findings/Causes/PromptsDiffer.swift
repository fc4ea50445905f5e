/// Tools that were given one set of prompts did not send the same ones.
struct PromptsDiffer: Cause {
    let id = "prompts-differ"
    let meaning = "Every tool was given the same prompts, and one did not send them, or not each as often."
    let detection = "The prompts in the bodies on the wire, as a set; their order makes no difference."
    let remedy = "See the tool's notes in the plan, and use a release that sends a file of prompts line by line."

    func findings(in evidence: SessionEvidence) -> [Finding] {
        guard let workload = evidence.workload, workload.prompts != .own else { return [] }
        let all = evidence.tools.map { (tool: $0, runs: evidence.measured($0)) }.filter { !$0.runs.isEmpty }
        guard let base = all.first else { return [] }
        let expected = base.runs.map { (round: $0.run.round, prompts: Self.prompts($0.wire)) }
        return all.dropFirst().compactMap { entry in
            var other = 0
            var requests = 0
            for (run, wire) in entry.runs {
                guard var rest = expected.first(where: { $0.round == run.round })?.prompts else { continue }
                for exchange in wire.exchanges {
                    let prompt = Self.prompt(exchange)
                    if let count = rest[prompt], count > 0 { rest[prompt] = count - 1 } else { other += 1 }
                }
                requests += wire.exchanges.count
            }
            guard other > 0 else { return nil }
            return Finding(
                id: id,
                tool: entry.tool,
                metrics: [MetricID(.inputTokens), MetricID(.ttft, .mean)],
                evidence:
                    "\(other) of \(CauseText.count(requests, "request")) of \(entry.tool) had another prompt than those "
                    + "of \(base.tool), although the recipe shares them",
                severity: evidence.allow.contains(.work) ? .warning : .invalidating
            )
        }
    }

    private static func prompts(_ wire: MeasuredWire) -> [[UInt8]: Int] {
        Dictionary(wire.exchanges.map { (prompt($0), 1) }, uniquingKeysWith: +)
    }

    private static func prompt(_ exchange: WireExchange) -> [UInt8] {
        BodyMembers(exchange.body)?.prompt ?? exchange.body
    }
}
