import Foundation

/// Whether a canonical figure is one that nobody else has: neither the tool that printed its own nor the wire. Such a
/// figure says how the records were read rather than what was measured, and decides nothing.
struct CanonicalDeparture {
    let metric: MetricID
    let rule: Tolerance.Rule
    /// What the runs are known by. Nil: nothing but their accounts; then no figure without a wire is doubted.
    let evidence: SessionEvidence?

    /// Which tool's figure it is and how far it lies from the others, as a sentence. Nil when it is borne out.
    func reason(_ runs: PairedRuns) -> String? {
        reason(runs.reference, runs.rounds.map(\.reference)) ?? reason(runs.tool, runs.rounds.map(\.tool))
    }

    private func reason(_ tool: ToolID, _ accounts: [RunAccount]) -> String? {
        let values = accounts.compactMap { $0.views[.canonical]?[metric]?.value }
        guard !values.isEmpty, let printed = distance(.reported, accounts), isFar(printed, values) else { return nil }
        let figure = "it is \(difference(printed)) from what \(tool) printed"
        guard let passed = distance(.wire, accounts) else {
            guard let evidence, !isReproduced(evidence.runs(of: tool)) else { return nil }
            return "\(figure), and no formula of \(tool)'s is known to give that of the same requests"
        }
        guard isFar(passed, values) else { return nil }
        return "\(figure) and \(difference(passed)) from what passed the wire"
    }

    /// Natural logarithm of canonical / other, as far as neither rounding nor an unknown end explains it: the mean over the
    /// rounds that have both. Nil without any.
    private func distance(_ view: MetricView, _ accounts: [RunAccount]) -> Double? {
        let distances = accounts.compactMap { account -> Double? in
            guard let own = account.views[.canonical]?[metric], let other = account.views[view]?[metric],
                own.value.isFinite, other.value.isFinite, other.resolution.isFinite
            else { return nil }
            return Self.distance(own, other)
        }
        return distances.isEmpty ? nil : distances.reduce(0, +) / Double(distances.count)
    }

    private static func distance(_ own: MetricValue, _ other: MetricValue) -> Double {
        if own.value - own.resolution > other.value + other.resolution {
            return log((own.value - own.resolution) / max(other.value + other.resolution, 0))
        }
        guard own.value + own.resolution < other.value - other.resolution else { return 0 }
        return log(max(own.value + own.resolution, 0) / (other.value - other.resolution))
    }

    private func isFar(_ distance: Double, _ values: [Double]) -> Bool {
        switch rule {
        case .exact, .information: return abs(distance) > 1e-9
        case .within(let share, let floor):
            let mean = values.reduce(0, +) / Double(values.count)
            guard mean > 0 else { return distance != 0 }
            return abs(distance) > max(log1p(share), log1p((floor ?? 0) / mean))
        }
    }

    private func isReproduced(_ runs: [RunEvidence]) -> Bool {
        !runs.isEmpty
            && runs.allSatisfy { run in
                guard run.account.views[.reported]?[metric] != nil else { return true }
                return run.reproduction?.figures.first { $0.metric == metric }?.isReproduced ?? false
            }
    }

    private func difference(_ distance: Double) -> String { FigureText.difference(exp(distance)) }
}

extension CanonicalDeparture {
    /// One finding for all metrics of a tool that the gate names and that such a figure leaves open.
    static func findings(_ runs: PairedRuns, decision: (MetricID) -> GateDecision) -> [Finding] {
        var metrics: [MetricID] = []
        var first: String?
        for metric in runs.metrics(in: .canonical) {
            guard case .departs(_, let reason) = decision(metric) else { continue }
            metrics.append(metric)
            first = first ?? "\(metric): \(reason)"
        }
        guard let first else { return [] }
        let names = metrics.map(\.description).joined(separator: ", ")
        return [
            Finding(
                id: "canonical-departs",
                tool: runs.tool,
                metrics: metrics,
                evidence:
                    "\(names) of \(runs.tool) against \(runs.reference) \(metrics.count == 1 ? "decides" : "decide") "
                    + "nothing, because nothing bears the recomputed figure out: \(first)",
                severity: .undeciding
            )
        ]
    }
}
