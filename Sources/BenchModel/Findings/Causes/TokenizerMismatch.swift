/// The client counts other tokens than the server.
struct TokenizerMismatch: Cause {
    let id = "tokenizer-mismatch"
    let meaning =
        "A tool counts tokens with a tokenizer of its own, or without the chat template, and gets another number."
    let detection = "The tool's reported tokens beside the sum of 'usage' in the answers to the same requests."
    let remedy =
        "Give the tool the server's tokenizer, or read tokens and token throughput in the canonical view, which has the "
        + "server's counts."

    func findings(in evidence: SessionEvidence) -> [Finding] {
        evidence.tools.compactMap { tool in
            let sides: [(MetricFamily, String, (RequestRecord) -> Int?)] = [
                (.inputTokens, "prompt", { $0.inputTokens }), (.outputTokens, "output", { $0.outputTokens }),
            ]
            var parts: [String] = []
            var metrics: [MetricID] = []
            var share = 0.0
            for (family, noun, tokens) in sides {
                let counts = evidence.measured(tool).compactMap { Self.counts($0.run, $0.wire, family, tokens) }
                let own = counts.reduce(0) { $0 + $1.own }
                let server = counts.reduce(0) { $0 + $1.server }
                let requests = counts.reduce(0) { $0 + $1.requests }
                let effect = RunEffect.share(with: own, without: server)
                guard requests > 0, effect >= evidence.material else { continue }
                let (left, right) = (own / Double(requests), server / Double(requests))
                parts.append(
                    "\(tool) counts \(FigureText.plain(left)) \(noun) tokens a request and the server "
                        + "\(FigureText.plain(right)) (\(requests) requests)"
                )
                metrics.append(MetricID(family))
                share = max(share, effect)
            }
            guard !parts.isEmpty else { return nil }
            return Finding(
                id: id,
                tool: tool,
                metrics: metrics + [MetricID(.totalThroughput)],
                evidence: parts.joined(separator: "; "),
                share: share,
                severity: .note
            )
        }
    }

    /// Nil when one side does not tell, or they count other requests.
    private static func counts(
        _ run: RunEvidence,
        _ wire: MeasuredWire,
        _ family: MetricFamily,
        _ tokens: (RequestRecord) -> Int?
    ) -> (own: Double, server: Double, requests: Int)? {
        let completed = wire.completed
        let known = completed.compactMap { tokens($0.record) }
        guard !known.isEmpty, known.count == completed.count,
            run.account.best(MetricID(.requestsCompleted))?.value == Double(completed.count),
            let own = run.account.views[.reported]?[MetricID(family)], own.value.isFinite
        else { return nil }
        let server = Double(known.saturatedSum)
        // What rounding leaves open is no difference.
        let value = abs(own.value - server) <= own.resolution ? server : own.value
        return (value, server, completed.count)
    }
}
