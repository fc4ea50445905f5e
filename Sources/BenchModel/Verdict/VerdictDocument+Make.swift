extension VerdictDocument {
    /// Puts a judgement and what is known around it into one document.
    /// - Parameters:
    ///   - rounds: How many were judged.
    ///   - tools: Reference included, in the order of the first round.
    ///   - looks: As the judge was given.
    ///   - attributions: Why figures differ, where the wire was seen.
    ///   - audits: One a run, in the order of rounds.
    package static func make(
        judgement: Judgement,
        rounds: Int,
        tools: [Tool],
        tolerance: Tolerance,
        looks: Int = 1,
        attributions: [Attribution] = [],
        audits: [WorkloadAudit] = [],
        notes: [String] = [],
        environment: [String: String] = [:]
    ) -> VerdictDocument {
        VerdictDocument(
            verdict: judgement.verdict,
            summary: judgement.summary,
            reference: judgement.reference,
            rounds: rounds,
            tolerance: ToleranceSummary(
                share: tolerance.share,
                floor: tolerance.floor,
                alpha: Judge.alpha,
                looks: looks,
                rules: tolerance.rules.mapValues(\.words)
            ),
            tools: tools,
            comparisons: judgement.comparisons,
            findings: judgement.findings,
            checks: judgement.checks,
            attributions: attributions,
            audits: audits,
            notes: notes,
            environment: environment
        )
    }
}

extension Tolerance.Rule {
    /// `within 5 % or 0.001`, `exact`, `information`; the floor is in the metric's base unit.
    package var words: String {
        switch self {
        case .within(let share, let floor?):
            "within \(FigureText.plain(share * 100)) % or \(floor)"
        case .within(let share, nil): "within \(FigureText.plain(share * 100)) %"
        case .exact: "exact"
        case .information: "information"
        }
    }
}
