/// Whether what the gate names could be judged at all: silence would look like agreement.
struct ComparabilityCheck {
    let gate: Gate

    /// A gate that the user did not write is a wish list: what a tool does not give in any way is then no doubt, as long as
    /// something that matters was compared.
    private var isDefault: Bool { gate.metrics == Gate.defaultMetrics }

    private static let core = [MetricID(.ttft, .mean), MetricID(.e2el, .mean), MetricID(.requestThroughput)]

    func findings(_ runs: PairedRuns, decision: (MetricID) -> GateDecision) -> [Finding] {
        guard !runs.rounds.isEmpty else { return [] }
        return [missing(runs, decision), meanMissing(runs, decision), tooFewSamples(runs, decision)].compactMap { $0 }
    }

    /// Every tool gives the mean of what it measures. One that gives other statistics of a family and no mean, or one that
    /// is no number, is broken or was cut, and the statistics that are left must not pass for the family.
    private func meanMissing(_ runs: PairedRuns, _ decision: (MetricID) -> GateDecision) -> Finding? {
        let metrics = gate.metrics.compactMap { MetricID($0) == nil ? MetricFamily(rawValue: $0) : nil }
            .filter { family in Self.metrics(of: family.rawValue).contains { decision($0) != .notComparable } }
            .map { MetricID($0, .mean) }.filter { decision($0) == .notComparable }
        guard !metrics.isEmpty else { return nil }
        return Finding(
            id: "mean-missing",
            tool: runs.tool,
            metrics: metrics,
            evidence: "\(runs.tool) and \(runs.reference) have other statistics in common and not "
                + "\(metrics.map(\.description).joined(separator: ", ")): the report of one of them is not whole",
            severity: .undeciding
        )
    }

    private func missing(_ runs: PairedRuns, _ decision: (MetricID) -> GateDecision) -> Finding? {
        var metrics: [MetricID] = []
        var causes: [(text: String, entries: [String])] = []
        for entry in gate.metrics {
            let candidates = Self.metrics(of: entry)
            let decisions = candidates.map(decision)
            guard decisions.allSatisfy(\.isWithoutFigures) else { continue }
            metrics += candidates.prefix(1)
            let undecidable = decisions.compactMap { if case .undecidable(_, let reason) = $0 { reason } else { nil } }
            let text = undecidable.first ?? candidates.first.map { cause($0.family, runs) } ?? "names no metric"
            if let index = causes.firstIndex(where: { $0.text == text }) {
                causes[index].entries.append(entry)
            } else {
                causes.append((text, [entry]))
            }
        }
        guard !causes.isEmpty else { return nil }
        let parts = causes.map { "\($0.entries.joined(separator: ", ")) (\($0.text))" }
        let isPrinted = gate.view == .canonical && metrics.contains { !runs.pairs(of: $0, in: .reported).isEmpty }
        let isHarmless = isDefault && !isPrinted && Self.core.contains { decision($0).view != nil }
        return Finding(
            id: "metric-not-comparable",
            tool: runs.tool,
            metrics: metrics,
            evidence: "\(runs.tool) could not be compared with \(runs.reference) on " + parts.joined(separator: "; ")
                + (isPrinted ? "; 'gate.view: best' lets printed figures decide where there are no others" : ""),
            severity: isHarmless ? .note : .undeciding
        )
    }

    /// The metrics that an entry of the gate stands for; the first one names it in findings.
    private static func metrics(of entry: String) -> [MetricID] {
        if let metric = MetricID(entry) { return [metric] }
        guard let family = MetricFamily(rawValue: entry) else { return [] }
        return [Statistic.mean, .median, .percentile(99)].map { MetricID(family, $0) }
    }

    private func cause(_ family: MetricFamily, _ runs: PairedRuns) -> String {
        func views(_ account: KeyPath<PairedRuns.Round, RunAccount>) -> [MetricView] {
            gate.views.filter { view in
                runs.rounds.contains { $0[keyPath: account].views[view]?.keys.contains { $0.family == family } == true }
            }
        }
        let (left, right) = (views(\.reference), views(\.tool))
        let place =
            switch gate.view {
            case .best: "in the output"
            case .canonical, .reported: "in the \(gate.view.rawValue) view"
            case .wire: "on the wire"
            }
        // A tool's records say nothing of what passed over the wire.
        let absent = runs.rounds.first.flatMap { round in
            gate.view == .wire ? nil : round.reference.absent[family] ?? round.tool.absent[family]
        }
        let cause =
            switch (left.isEmpty, right.isEmpty) {
            case (true, true): "\(place) of neither"
            case (true, false): "not \(place) of \(runs.reference)"
            case (false, true): "not \(place) of \(runs.tool)"
            case (false, false): "no view or statistic in common"
            }
        return absent.map { "\(cause): \($0)" } ?? cause
    }

    private func tooFewSamples(_ runs: PairedRuns, _ decision: (MetricID) -> GateDecision) -> Finding? {
        var metrics: [MetricID] = []
        var figures = ""
        for metric in Set(MetricView.allCases.flatMap { runs.metrics(in: $0) }).sorted() {
            guard case .tooFewSamples(_, let samples, let needed) = decision(metric) else { continue }
            metrics.append(metric)
            figures = "\(samples.map(String.init) ?? "an unknown number of") samples a side, \(needed) needed"
        }
        guard let last = metrics.last else { return nil }
        // Whoever names a metric wants it decided; of a family that is named, one statistic has to be.
        let isWanted = gate.metrics.contains { entry in
            let candidates = Self.metrics(of: entry)
            return candidates.contains { metrics.contains($0) } && !candidates.contains { decision($0).isGated }
        }
        let names = metrics.map(\.description).joined(separator: ", ")
        let verb = metrics.count == 1 ? "decides" : "decide"
        return Finding(
            id: "too-few-samples",
            tool: runs.tool,
            metrics: metrics,
            evidence: "\(names) of \(runs.tool) \(verb) nothing: \(figures)"
                + (metrics.count == 1 ? "" : " for \(last)"),
            severity: isDefault ? .note : isWanted ? .undeciding : .warning
        )
    }
}
