import BenchModel

/// Runs whose figures follow from the wire, a formula and a client that is late, and from nothing else.
struct Runs {
    var tool: ToolID
    var exchanges: [WireExchange]
    var formula = ToolFormula.canonical
    /// Milliseconds.
    var late = 0.0
    var round = 1

    init(_ tool: String, _ exchanges: [WireExchange]) {
        self.tool = ToolID(tool)
        self.exchanges = exchanges
    }

    /// The exchanges as the client saw them.
    var seen: [WireExchange] {
        exchanges.map { exchange in
            var seen = exchange
            seen.messages = WireMessages(exchange.messages.all.map { ($0.kind, $0.instant + late / 1e3) })
            seen.record = Wire.record(exchange, late: late)
            return seen
        }
    }

    /// - Parameter change: What is not as it follows.
    func evidence(_ change: (inout RunEvidence) -> Void = { _ in }) -> RunEvidence {
        let records = seen.map(\.record)
        let account = RunAccount(
            tool: tool,
            version: nil,
            views: [
                .reported: FormulaMetrics.compute(formula, of: seen),
                .canonical: CanonicalMetrics.compute(from: records),
            ]
        )
        var evidence = RunEvidence(round: round, account: account)
        evidence.records = records
        evidence.wire = Wire.run(exchanges)
        evidence.formula = formula
        change(&evidence)
        return evidence
    }
}

extension SessionEvidence {
    /// The first run of a round is the reference's.
    init(_ rounds: [RunEvidence]...) {
        self.init(reference: rounds[0][0].tool, tolerance: Tolerance(), rounds: rounds)
    }

    var attributions: [Attribution] {
        var gate = Gate()
        gate.view = .reported
        let judge = Judge(tolerance: tolerance, gate: gate, reference: reference, sharesPrompts: false)
        let judgement = judge.judge(rounds.map { $0.map(\.account) }, expectedRequests: nil)
        return Attribution.all(evidence: self, comparisons: judgement.comparisons)
    }

    func attribution(_ metric: String, _ view: MetricView = .reported) -> Attribution? {
        attributions.first { $0.metric.description == metric && $0.view == view }
    }
}
