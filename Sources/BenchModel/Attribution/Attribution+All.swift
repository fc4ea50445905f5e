import Foundation

extension Attribution {
    private static let statistics: [Statistic] = [
        .mean, .median, .percentile(90), .percentile(95), .percentile(99),
    ]

    /// What can be explained: latencies by their mean and the usual percentiles, throughputs and the duration.
    package static func isExplained(_ metric: MetricID) -> Bool {
        metric.statistic.map { statistics.contains($0) } ?? !metric.family.isCount
    }

    /// Explains every comparison of a session for which both tools' wires are known.
    /// - Returns: In the order of the comparisons; empty without a tap.
    package static func all(evidence: SessionEvidence, comparisons: [Comparison]) -> [Attribution] {
        let requests = evidence.workload?.requests
        let rounds = evidence.rounds.map { runs in runs.compactMap { RunFigures($0, requests: requests) } }
        return comparisons.compactMap { comparison in
            guard comparison.view != .wire, isExplained(comparison.metric) else { return nil }
            return Attribution(comparison, rounds: rounds)
        }
    }

    /// Nil when no round has the metric, and the wire, on both sides.
    init?(_ comparison: Comparison, rounds: [[RunFigures]]) {
        func shares(_ tool: ToolID, _ runs: [RunFigures]) -> RunShares? {
            runs.first { $0.run.tool == tool }?.shares(of: comparison.metric, in: comparison.view)
        }
        let pairs = rounds.compactMap { runs in
            shares(comparison.reference, runs).flatMap { reference in
                shares(comparison.tool, runs).map { (reference: reference, tool: $0) }
            }
        }
        guard !pairs.isEmpty else { return nil }
        func mean(_ value: (RunShares) -> Double) -> Sides {
            let count = Double(pairs.count)
            return Sides(
                reference: pairs.reduce(0) { $0 + value($1.reference) } / count,
                tool: pairs.reduce(0) { $0 + value($1.tool) } / count
            )
        }
        let figure = mean { log($0.figure) }
        let wire = mean { log($0.wire) }
        let parts = Part.ID.allCases.flatMap { id in
            let share = mean { $0.parts.reduce(0) { $1.id == id ? $0 + $1.share : $0 } }
            return [
                Part(id: id, tool: comparison.tool, share: share.tool),
                Part(id: id, tool: comparison.reference, share: -share.reference),
            ]
        }
        let knowsClient = pairs.contains { $0.reference.client != nil || $0.tool.client != nil }
        let client = mean { $0.client ?? 0 }
        let rest = mean(\.rest)
        let stalls = rounds.joined().filter { [comparison.reference, comparison.tool].contains($0.run.tool) }
            .flatMap { run in
                (run.timing?.stalls ?? []).map { Stall(tool: run.run.tool, round: run.run.round, $0) }
            }
        self.init(
            metric: comparison.metric,
            view: comparison.view,
            reference: comparison.reference,
            tool: comparison.tool,
            rounds: pairs.count,
            ratio: exp(figure.tool - figure.reference),
            work: wire.tool - wire.reference,
            parts: parts.filter { $0.share != 0 },
            client: knowsClient ? client.tool - client.reference : nil,
            clientReason: pairs.lazy.compactMap { $0.tool.clientReason ?? $0.reference.clientReason }.first,
            rest: rest.tool - rest.reference,
            wire: Sides(reference: exp(wire.reference), tool: exp(wire.tool)),
            bias: Sides(reference: expm1(figure.reference - wire.reference), tool: expm1(figure.tool - wire.tool)),
            stalls: stalls.sorted { $0.length > $1.length }
        )
    }
}
