import BenchModel
import Testing

struct OutlierCheckTests {
    private func judgement(_ ratios: [Double?], gate: [String]? = ["ttft.mean", "tpot.mean"]) -> Judgement {
        let rounds = ratios.map { ratio in
            let left = Accounts.make("a", reported: ["ttft.mean": 0.02, "tpot.mean": 0.005, "tokens.output": 100])
            guard let ratio else { return [left] }
            let values: [String: MetricValue] = [
                "ttft.mean": MetricValue(0.02 * ratio), "tpot.mean": 0.005, "tokens.output": 100,
            ]
            return [left, Accounts.make("b", reported: values)]
        }
        return Judge.with(gate: gate).judge(rounds, expectedRequests: nil)
    }

    @Test func `a round far from the others is named with its values, and counted`() throws {
        let judgement = judgement([1.01, 1.012, 1.5, 1.009, 1.011])
        let finding = try #require(judgement.finding("outlier-round"))
        #expect(finding.tool == ToolID("b") && finding.metrics == [MetricID(.ttft, .mean)])
        #expect(finding.severity == .warning)
        #expect(
            finding.evidence
                == "b, round 3: ttft.mean is 30.00 against 20.00 ms (+50.0 %), where the median of 5 rounds is +1.1 %; "
                + "it is counted like any other"
        )
        let comparison = try #require(judgement.comparison("ttft.mean"))
        #expect(comparison.ratios?.count == 5 && comparison.rounds == 5)
        #expect(try #require(comparison.ratio) > 1.08)
    }

    @Test func `a round is named by its number among all`() throws {
        let evidence = try #require(judgement([1, nil, 1.001, 0.999, 0.6, 1.002]).finding("outlier-round")?.evidence)
        #expect(evidence.hasPrefix("b, round 5: "))
    }

    @Test(arguments: [
        [1.01, 1.012, 1.5], [1.01, 1.02, 0.99, 1.03, 0.97], [1, 1, 1, 1, 1], [1, 1.0001, 0.9999, 1.00005, 1.02],
    ])
    func `three rounds, an even spread and what the tolerance forgives have no outlier`(ratios: [Double]) {
        #expect(judgement(ratios).finding("outlier-round") == nil)
    }

    @Test func `what decides nothing is not looked at`() {
        #expect(judgement([1, 1, 1.001, 1.5, 1], gate: ["tpot.mean"]).finding("outlier-round") == nil)
    }

    @Test func `metrics of one round share a finding`() throws {
        let values = [1.0, 1.01, 0.99, 1.4, 1.0].map { ratio in
            [
                Accounts.make("a", reported: ["ttft.mean": 0.02, "e2el.mean": 0.5]),
                Accounts.make(
                    "b",
                    reported: ["ttft.mean": MetricValue(0.02 * ratio), "e2el.mean": MetricValue(0.5 * ratio * ratio)]
                ),
            ]
        }
        let findings = Judge.with(gate: ["ttft.mean", "e2el.mean"]).judge(values, expectedRequests: nil).findings
        let outliers = findings.filter { $0.id == "outlier-round" }
        #expect(outliers.count == 1)
        #expect(outliers[0].metrics.map(\.description) == ["ttft.mean", "e2el.mean"])
        #expect(outliers[0].evidence.contains("e2el.mean is 980.0 against 500.0 ms (+96.0 %)"))
        #expect(outliers[0].evidence.contains("; likewise ttft.mean; "))
    }
}
