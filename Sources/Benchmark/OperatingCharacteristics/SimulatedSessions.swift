import BenchModel
import Foundation

/// Sessions as `concord run` holds them, of two tools whose true ratio is known: the same judge is asked at the same looks,
/// and only the figures are drawn. The log ratio of a round is normally distributed around that of the true ratio.
struct SimulatedSessions: Sendable {
    let rounds: RoundPlan
    /// Tool / reference.
    let ratio: Double
    /// Standard deviation of ln(tool / reference) from round to round.
    let deviation: Double
    /// The tool's figure is written in steps of twice this, as a share of the reference's. The margin lies between two
    /// steps: there rounding hides most. 0: written in full.
    var halfStep = 0.0
    /// What the judge is told of the number of looks. Nil: what the plan has. To see what comes of a broken rule.
    var looks: Int?

    private static let metric = MetricID(.ttft, .mean)

    func outcomes(sessions: Int, seed: Int) -> OutcomeCounts {
        var tolerance = Tolerance()
        tolerance.floor = 0
        var gate = Gate()
        gate.metrics = [Self.metric.description]
        gate.view = .reported
        let plan = LookPlan(rounds)
        let judge = Judge(
            tolerance: tolerance,
            gate: gate,
            reference: ToolID("reference"),
            looks: looks ?? plan.count,
            sharesPrompts: false
        )
        let edge = 1 + tolerance.share
        var generator = SeededGenerator(seed: seed)
        var counts = OutcomeCounts()
        for _ in 0..<sessions {
            let (verdict, rounds) = session(plan, judge, edge: edge, &generator)
            counts.add(verdict, rounds: rounds)
        }
        return counts
    }

    private func session(
        _ plan: LookPlan,
        _ judge: Judge,
        edge: Double,
        _ generator: inout SeededGenerator
    ) -> (verdict: Verdict, rounds: Int) {
        var done: [[RunAccount]] = []
        var verdict = Verdict.inconclusive
        for look in plan.looks {
            while done.count < look {
                let drawn = ratio * exp(deviation * Self.normal(&generator))
                let written =
                    halfStep > 0 ? edge + halfStep * (2 * ((drawn - edge) / (2 * halfStep)).rounded(.down) + 1) : drawn
                done.append([
                    Self.account("reference", MetricValue(1)),
                    Self.account("tool", MetricValue(written, resolution: halfStep)),
                ])
            }
            let judgement = judge.judge(done, expectedRequests: nil)
            verdict = judgement.verdict
            if judgement.undecided.isEmpty { break }
        }
        return (verdict, done.count)
    }

    private static func account(_ tool: String, _ value: MetricValue) -> RunAccount {
        RunAccount(tool: ToolID(tool), version: nil, views: [.reported: [metric: value]])
    }

    /// A standard normal variate. Box and Muller, "A Note on the Generation of Random Normal Deviates" (1958).
    private static func normal(_ generator: inout SeededGenerator) -> Double {
        let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &generator))).squareRoot()
        return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &generator))
    }
}
