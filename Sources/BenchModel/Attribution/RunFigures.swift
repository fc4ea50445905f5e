/// What is needed of one run of one tool to explain any of its figures.
struct RunFigures {
    let run: RunEvidence
    let timing: ClientTiming?
    private let wire: [MetricID: MetricValue]
    /// Along the way from the canonical definitions to the tool's, on the wire.
    private let steps: [Step]
    /// The tool's formula on its own records.
    private let seen: [MetricID: MetricValue]
    /// The duration of the tool's records and, by the same ends, of the wire, in seconds. Nil when not known.
    private let durations: (records: Double, wire: Double)?
    /// The same with the ends that the canonical view has.
    private let canonicalDurations: (records: Double, wire: Double)?

    private typealias Step = (id: Attribution.Part.ID, values: [MetricID: MetricValue])

    /// Nil when nothing of the run passed a tap.
    /// - Parameter requests: How many the tool was asked for, where it does not tell itself. Nil when unknown.
    init?(_ run: RunEvidence, requests: Int?) {
        let reported = run.account.views[.reported, default: [:]]
        let counted = reported[MetricID(.requestsCompleted)].flatMap {
            Int(exactly: ($0.value + (reported[MetricID(.requestsFailed)]?.value ?? 0)).rounded(.down))
        }
        guard let exchanges = run.wire?.measured(run.records?.count ?? counted ?? requests), !exchanges.isEmpty else {
            return nil
        }
        self.run = run
        wire = WireView.compute(from: exchanges)
        let answers = exchanges.map { AnswerStamps($0) }
        func values(_ steps: [(id: Attribution.Part.ID, formula: ToolFormula)]) -> [Step] {
            steps.map {
                ($0.id, FormulaMetrics.compute($0.formula, answers: answers, percentiles: CanonicalMetrics.percentiles))
            }
        }
        steps = values(run.formula?.steps ?? [])
        seen = run.formula.flatMap { formula in run.records.map { FormulaMetrics.compute(formula, of: $0) } } ?? [:]
        timing = run.records.flatMap { ClientTiming(records: $0, exchanges: exchanges) }
        let timed = run.account.absent[.duration] == nil
        durations = timed ? run.records.flatMap { Self.durations($0, exchanges) } : nil
        canonicalDurations = timed ? run.canonicalRecords.flatMap { Self.durations($0, exchanges) } : nil
    }

    /// Nil when the figure or the wire's is missing or not positive.
    func shares(of metric: MetricID, in view: MetricView) -> RunShares? {
        guard let figure = run.account.views[view]?[metric], figure.resolution.isFinite, let wire = wire[metric],
            let shares = RunShares(figure: figure.value, wire: wire.value)
        else { return nil }
        let steps = view == .canonical ? [] : steps
        return metric.family.isDistribution
            ? latency(metric, figure, view, steps, shares) : throughput(metric, figure, view, steps, shares)
    }

    private var unknown: String { "\(run.tool)'s requests are not known" }

    private func latency(
        _ metric: MetricID,
        _ figure: MetricValue,
        _ view: MetricView,
        _ steps: [Step],
        _ start: RunShares
    ) -> RunShares {
        var shares = start
        for step in steps { shares.define(step.id, as: step.values[metric]?.value) }
        let own = run.account.views[.canonical]?[metric]?.value
        // The formula on what the client saw; where its stamps do not suffice, the client's delay under the canonical
        // definition on top of what the formula makes of the wire.
        let delayed = own.map { shares.value + ($0 - start.wire) }
        let value = view == .canonical ? own : seen[metric]?.value ?? delayed
        shares.see(value, otherwise: run.account.absent[metric.family] ?? unknown)
        shares.close(resolution: figure.resolution)
        return shares
    }

    /// Of a duration, or of what is divided by it.
    private func throughput(
        _ metric: MetricID,
        _ figure: MetricValue,
        _ view: MetricView,
        _ steps: [Step],
        _ start: RunShares
    ) -> RunShares {
        var shares = start
        let duration = MetricID(.duration)
        for step in steps { shares.define(step.id, as: step.values[metric]?.value) }
        guard var wire = (steps.last?.values ?? self.wire)[duration]?.value else {
            shares.see(nil, otherwise: unknown)
            shares.close(resolution: figure.resolution)
            return shares
        }
        /// The value once a duration of `old` seconds is one of `new`.
        func scaled(_ old: Double, _ new: Double) -> Double {
            shares.value * (metric.family == .duration ? new / old : old / new)
        }
        let durations = view == .canonical ? canonicalDurations : durations
        if let durations, view == .canonical {
            shares.define(.window, as: scaled(wire, durations.wire))
            wire = durations.wire
        }
        let client = durations.map { wire + $0.records - $0.wire }
        shares.see(client.map { scaled(wire, $0) }, otherwise: run.account.absent[.duration] ?? unknown)
        if let ratio = tokenRatio(metric.family, view) { shares.define(.tokens, as: shares.value * ratio) }
        var openShare = 0.0
        if view == .reported, let window = run.formula?.window, window == .wholeRun || window == .fromFirstEnded,
            let stated = run.account.views[.reported]?[duration], let client, stated.value > client
        {
            shares.define(.window, as: scaled(client, stated.value))
            if metric.family != .duration { openShare = stated.resolution / stated.value }
        }
        shares.close(resolution: figure.resolution, openShare: openShare)
        return shares
    }

    /// Tokens as the tool counted them against those of the server. Nil when one of the two is not known, and for
    /// what has no tokens in it.
    private func tokenRatio(_ family: MetricFamily, _ view: MetricView) -> Double? {
        let families: [MetricFamily]
        switch family {
        case .outputThroughput: families = [.outputTokens]
        case .totalThroughput: families = [.inputTokens, .outputTokens]
        default: return nil
        }
        func sum(_ values: [MetricID: MetricValue]?) -> Double? {
            let counts = families.compactMap { values?[MetricID($0)]?.value }
            return counts.count == families.count ? counts.reduce(0, +) : nil
        }
        guard let own = sum(run.account.views[view]), let server = sum(wire), own > 0, server > 0 else { return nil }
        return own / server
    }

    private static func durations(_ records: [RequestRecord], _ exchanges: [WireExchange]) -> (Double, Double)? {
        let completed = records.filter(\.succeeded)
        let passed = exchanges.map(\.record).filter(\.succeeded)
        let end: (RequestRecord) -> Instant =
            if completed.allSatisfy({ $0.done != nil }) {
                { $0.end }
            } else if completed.allSatisfy({ $0.usage != nil }) {
                { $0.usage ?? $0.lastChoice ?? $0.end }
            } else {
                { $0.lastChoice ?? $0.end }
            }
        func length(_ records: [RequestRecord]) -> Double? {
            guard let first = records.map(\.sent).min(), let last = records.map(end).max(), last > first else {
                return nil
            }
            return last - first
        }
        guard let own = length(completed), let wire = length(passed) else { return nil }
        return (own, wire)
    }
}
