import BenchModel

/// What the rule promises, held against what the simulation gave.
struct OutcomeRequirement: Equatable {
    /// With the figures.
    let text: String
    let isMet: Bool

    static func all(_ tables: [OperatingCharacteristics.Table]) -> [OutcomeRequirement] {
        [errors(tables.filter(\.isSequential)), power(tables)]
    }

    /// At a true ratio of 1.03 or more at most 5 % of sequential sessions agree, whatever rounds vary by and however
    /// figures are rounded. The bound may be 6 %, which leaves room for chance in some thousand sessions.
    private static func errors(_ tables: [OperatingCharacteristics.Table]) -> OutcomeRequirement {
        let cells = tables.flatMap(\.cells).filter { $0.ratio >= OperatingCharacteristics.wrongFrom }
        let share = cells.map { $0.counts.share(.agree) }.max() ?? 1
        let bound = cells.map { $0.counts.bound(.agree) }.max() ?? 1
        let figures = "\(OutcomeTable.percent(share)) (≤ \(OutcomeTable.percent(bound)))"
        return OutcomeRequirement(
            text: "agree at a true ratio of 1.03 or more, sequential, any SD: at most \(figures), 5 % (≤ 6 %) allowed",
            isMet: share <= Judge.alpha && bound <= 0.06
        )
    }

    private static func power(_ tables: [OperatingCharacteristics.Table]) -> OutcomeRequirement {
        let table = tables.first { $0.rounds == RoundPlan(minimum: 3, maximum: 6) && $0.halfStep == 0 }
        let share = table?.cell(ratio: 1, deviation: 0.01)?.counts.share(.agree) ?? 0
        return OutcomeRequirement(
            text: "agree at a true ratio of 1.00, SD 1 %, 3…6 rounds: \(OutcomeTable.percent(share)), 95 % wanted",
            isMet: share >= 0.95
        )
    }
}
