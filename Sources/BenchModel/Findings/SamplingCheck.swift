/// Whether a single round tells how far its figures may lie from what such runs give.
struct SamplingCheck {
    let gate: Gate

    func findings(_ runs: PairedRuns, decision: (MetricID) -> GateDecision) -> [Finding] {
        guard runs.rounds.count == 1 else { return [] }
        return [oneRun(runs), unknown(runs, decision)].compactMap { $0 }
    }

    private func oneRun(_ runs: PairedRuns) -> Finding? {
        guard runs.isOneRun else { return nil }
        return Finding(
            id: "one-run",
            tool: runs.tool,
            evidence:
                "every figure of \(runs.tool) is that of \(runs.reference) as far as it is written: they are results of "
                + "the same run, which says nothing of how much runs vary",
            severity: .note
        )
    }

    private func unknown(_ runs: PairedRuns, _ decision: (MetricID) -> GateDecision) -> Finding? {
        var dropped: [MetricID] = []
        var assumed: [MetricID] = []
        for metric in Set(MetricView.allCases.flatMap { runs.metrics(in: $0) }).sorted() {
            switch decision(metric) {
            case .samplingUnknown: dropped.append(metric)
            case .gated(let view) where !metric.family.isCount:
                if runs.sampling(of: metric, in: view)?.isAssumed == true { assumed.append(metric) }
            default: break
            }
        }
        let metrics = dropped + assumed
        guard !metrics.isEmpty else { return nil }
        func names(_ metrics: [MetricID]) -> String { metrics.map(\.description).joined(separator: ", ") }
        let parts = [
            dropped.isEmpty ? nil : "\(names(dropped)) \(dropped.count == 1 ? "decides" : "decide") nothing",
            assumed.isEmpty
                ? nil : "\(names(assumed)) \(assumed.count == 1 ? "decides" : "decide") only far from the margin",
        ].compactMap { $0 }
        return Finding(
            id: "sampling-error-unknown",
            tool: runs.tool,
            metrics: metrics,
            evidence:
                "one round of \(runs.tool) and \(runs.reference) does not tell how much it varies from run to run: "
                + parts.joined(separator: ", "),
            severity: severity(dropped, assumed)
        )
    }

    /// Whoever names a metric wants it decided.
    private func severity(_ dropped: [MetricID], _ assumed: [MetricID]) -> Finding.Severity {
        guard gate.metrics != Gate.defaultMetrics else { return assumed.isEmpty ? .note : .warning }
        return dropped.contains { gate.metrics.contains($0.description) } ? .undeciding : .warning
    }
}
