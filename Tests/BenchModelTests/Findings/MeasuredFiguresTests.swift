import Testing

@testable import BenchModel

/// A latency that is no time decides nothing, whatever the tool, the family, the statistic and the view.
struct MeasuredFiguresTests {
    private static let statistics = ["mean", "p50", "p99"]

    private static func whole(_ change: (inout [String: MetricValue]) -> Void = { _ in }) -> [String: MetricValue] {
        var values: [String: MetricValue] = [
            "requests.completed": 500, "requests.failed": 0, "tokens.input": 50000, "tokens.output": 50000,
            "duration": 50, "throughput.requests": 10, "throughput.output_tokens": 1000,
            "throughput.total_tokens": 2000,
        ]
        for (family, level) in [("ttft", 0.05), ("tpot", 0.01), ("itl", 0.01), ("e2el", 1.04)] {
            for (place, statistic) in statistics.enumerated() {
                values["\(family).\(statistic)"] = MetricValue(level * (1 + 0.01 * Double(place)))
            }
        }
        change(&values)
        return values
    }

    private static func judgement(_ values: [String: MetricValue], in view: MetricView) -> Judgement {
        let sides = ["a", "b"].map { tool in
            view == .reported
                ? Accounts.make(tool, reported: values) : Accounts.make(tool, canonical: values)
        }
        return Judge.with(view: view == .reported ? .reported : .canonical).judge([sides], expectedRequests: nil)
    }

    @Test(arguments: [MetricView.reported, .canonical])
    func wholeReportsAgree(view: MetricView) { #expect(Self.judgement(Self.whole(), in: view).verdict == .agree) }

    @Test(arguments: ["ttft", "tpot", "itl", "e2el"], [0.0, -0.001, 1e-12, 1.9e-6, 19e-6])
    func familiesThatAreNoTimesDecideNothing(family: String, level: Double) {
        for view in [MetricView.reported, .canonical] {
            let values = Self.whole { values in
                for statistic in Self.statistics { values["\(family).\(statistic)"] = MetricValue(level) }
            }
            let judgement = Self.judgement(values, in: view)
            #expect(judgement.verdict == (level > 0 ? .inconclusive : .invalid))
            #expect(!judgement.comparisons.contains { $0.metric.family.rawValue == family })
            #expect(judgement.finding("not-measured") != nil)
        }
    }

    @Test(arguments: ["ttft", "tpot", "itl", "e2el"], ["p50", "p99"])
    func singleStatisticsThatAreNoTimesAreLeftOut(family: String, statistic: String) {
        let values = Self.whole { $0["\(family).\(statistic)"] = 0 }
        let judgement = Self.judgement(values, in: .reported)
        #expect(judgement.comparison("\(family).\(statistic)") == nil)
        #expect(judgement.comparison("\(family).mean") != nil)
    }

    @Test func oneTokenHasNoTimeBetweenTokens() {
        let values = Self.whole { values in
            values["tokens.output"] = 500
            values["throughput.output_tokens"] = 10
            values["throughput.total_tokens"] = 1010
            for family in ["tpot", "itl"] { for name in Self.statistics { values["\(family).\(name)"] = 0 } }
        }
        #expect(Self.judgement(values, in: .reported).verdict == .inconclusive)
    }

    @Test func answersThatCameWholeHaveNoFirstToken() {
        let values = Self.whole { values in
            for name in Self.statistics {
                values["ttft.\(name)"] = values["e2el.\(name)"]
                values["tpot.\(name)"] = 0
                values["itl.\(name)"] = 0
            }
        }
        let judgement = Self.judgement(values, in: .reported)
        #expect(judgement.verdict == .inconclusive)
        #expect(judgement.comparison("ttft.mean") == nil)
        #expect(judgement.comparison("e2el.mean")?.verdict == .agree)
    }

    @Test func answersAskedForWholeHaveNoFirstToken() {
        var side = Accounts.make("a", reported: Self.whole())
        side.work[.stream] = .flag(false)
        let families = Set(MeasuredFigures(side).account.views[.reported]?.keys.map(\.family) ?? [])
        #expect(families.isDisjoint(with: [.ttft, .tpot, .itl]) && families.contains(.e2el))
    }

    @Test func statisticsThatAreAllTheSameAreNamed() {
        let values = Self.whole { for name in Self.statistics { $0["ttft.\(name)"] = 0.05 } }
        #expect(Self.judgement(values, in: .reported).finding("not-measured")?.severity == .warning)
    }

    @Test func answersWithoutATokenAreInvalid() {
        let values = Self.whole { $0["tokens.output"] = 0 }
        #expect(Self.judgement(values, in: .reported).finding("no-output")?.severity == .invalidating)
    }

    @Test(
        arguments: [(100, nil), (101, .warning), (97, .warning), (150, .invalidating), (50, .invalidating)]
            as [(Int, Finding.Severity?)]
    )
    func lengthsAreHeldAgainstWhatWasAsked(tokens: Int, severity: Finding.Severity?) {
        let account = Accounts.make(
            "a",
            reported: ["requests.completed": 10, "tokens.output": MetricValue(Double(10 * tokens))]
        )
        var workload = Workload()
        workload.outputTokens = 100
        let check = AskedLengthCheck(workload: workload, share: 0.035)
        #expect(check.findings(account, place: "").first?.severity == severity)
        workload.ignoreEOS = false
        #expect(AskedLengthCheck(workload: workload, share: 0.035).findings(account, place: "").isEmpty)
        var told = account
        told.work[.outputLength] = .number(100)
        told.work[.ignoreEndOfText] = .flag(true)
        #expect(AskedLengthCheck(workload: nil, share: 0.035).findings(told, place: "").first?.severity == severity)
    }
}
