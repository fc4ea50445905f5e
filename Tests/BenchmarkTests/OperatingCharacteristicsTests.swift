import BenchModel
import Testing

@testable import Benchmark

/// The real judge on sessions whose true ratio is known. At a ratio of 1.03, which is the margin itself, agreement is wrong
/// by a hair and falls most often.
@Suite(.timeLimit(.minutes(3)))
struct OperatingCharacteristicsTests {
    private func sessions(
        _ minimum: Int,
        _ maximum: Int,
        ratio: Double,
        deviation: Double,
        halfStep: Double = 0,
        looks: Int? = nil,
        count: Int = 300
    ) -> OutcomeCounts {
        SimulatedSessions(
            rounds: RoundPlan(minimum: minimum, maximum: maximum),
            ratio: ratio,
            deviation: deviation,
            halfStep: halfStep,
            looks: looks
        ).outcomes(sessions: count, seed: 20)
    }

    /// The bound of 6 % holds for all kinds together; what a single kind may have beyond it is chance.
    private func expectRareAgreement(_ kinds: [OutcomeCounts], sourceLocation: SourceLocation = #_sourceLocation) {
        let agreed = kinds.map { $0.count(.agree) }
        let sessions = kinds.map(\.sessions).reduce(0, +)
        let bound = BinomialBound.upper(events: agreed.reduce(0, +), trials: sessions, confidence: 0.95)
        #expect(bound <= 0.06, "\(agreed) of \(sessions)", sourceLocation: sourceLocation)
        for kind in kinds { #expect(kind.share(.agree) <= 0.08, "\(agreed)", sourceLocation: sourceLocation) }
    }

    @Test(arguments: [6, 10])
    func `at the margin at most one sequential session in twenty agrees`(maximum: Int) {
        let kinds = OperatingCharacteristics.deviations.map { sessions(3, maximum, ratio: 1.03, deviation: $0) }
        expectRareAgreement(kinds)
    }

    @Test func `beyond the margin agreement is rarer still, and disagreement is found`() {
        let counts = sessions(3, 10, ratio: 1.06, deviation: 0.01)
        #expect(counts.count(.agree) == 0 && counts.share(.disagree) > 0.9)
    }

    @Test func `inside the margin disagreement is as rare`() {
        for ratio in [1.0, 1.02] {
            #expect(sessions(3, 20, ratio: ratio, deviation: 0.02).bound(.disagree) <= 0.06)
        }
    }

    @Test func `equal tools with rounds that vary by 1 % agree in six rounds at most`() {
        let counts = sessions(3, 6, ratio: 1, deviation: 0.01)
        #expect(counts.share(.agree) >= 0.95)
        #expect((3...4.5).contains(counts.meanRounds))
    }

    /// What makes the tests above able to fail.
    @Test func `looks that each take the whole level err far more often`() {
        let counts = sessions(3, 20, ratio: 1.03, deviation: 0.005, looks: 1)
        #expect(counts.share(.agree) > 0.1, "\(counts.count(.agree)) of \(counts.sessions)")
    }

    @Test(arguments: [3, 6])
    func `rounds that tie because their figures are rounded agree no more often`(maximum: Int) {
        let kinds = [0.005, 0.01].map { sessions(3, maximum, ratio: 1.03, deviation: 0.005, halfStep: $0) }
        expectRareAgreement(kinds)
    }

    @Test func `the seed decides what is drawn`() {
        let kind = SimulatedSessions(rounds: RoundPlan(minimum: 3, maximum: 6), ratio: 1.02, deviation: 0.01)
        #expect(kind.outcomes(sessions: 100, seed: 1) == kind.outcomes(sessions: 100, seed: 1))
        #expect(kind.outcomes(sessions: 100, seed: 1) != kind.outcomes(sessions: 100, seed: 2))
    }

    @Test func `tables have a row for each ratio and say what was promised`() async {
        let table = OperatingCharacteristics.Table(
            rounds: RoundPlan(minimum: 3, maximum: 6),
            halfStep: 0,
            cells: OperatingCharacteristics.ratios.flatMap { ratio in
                OperatingCharacteristics.deviations.map { deviation in
                    var counts = OutcomeCounts()
                    for place in 0..<200 {
                        counts.add(ratio < 1.03 || (ratio == 1.03 && place < 9) ? .agree : .disagree, rounds: 4)
                    }
                    return OperatingCharacteristics.Cell(ratio: ratio, deviation: deviation, counts: counts)
                }
            }
        )
        #expect(OutcomeTable.full(table).hasPrefix("### 3…6 rounds, looks at 3, 4, 6\n"))
        #expect(
            OutcomeTable.full(table).contains(
                "| 1.00 | 0.5 % | 100 % (≤ 100 %) | 0 % (≤ 1.5 %) | 0 % (≤ 1.5 %) | 4.0 |"
            )
        )
        #expect(OutcomeTable.short(table).contains("| 1.06 | 0 % / 100 % | 0 % / 100 % |"))
        let requirements = OutcomeRequirement.all([table])
        // 9 of 200 are few enough, but so few sessions cannot show it.
        #expect(requirements.map(\.isMet) == [false, true])
        #expect(requirements[0].text.contains("at most 4.5 % (≤ 7.7 %)"))
    }
}
