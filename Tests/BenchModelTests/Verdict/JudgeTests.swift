import BenchModel
import Testing

struct JudgeTests {
    private func run(_ tool: String, _ scale: Double = 1, samples: Int? = 500) -> RunAccount {
        JudgedRuns.run(tool, scale, samples: samples)
    }

    private func rounds(_ scales: [Double]) -> [[RunAccount]] { JudgedRuns.rounds(scales) }

    @Test func `steady rounds within tolerance agree`() {
        let judgement = Judge.with().judge(rounds([1.01, 1.012, 1.011]), expectedRequests: 500)
        #expect(judgement.verdict == .agree)
        #expect(judgement.findings == [])
        let largest = "the largest difference is throughput.requests (-1.1 %)"
        let unchecked =
            "truncated answers, request bodies, load reached, prefix cache, client saturation, client lateness, and 8 more"
        #expect(
            judgement.summary == "AGREE: b agrees with a on all 17 gated metrics, \(largest); not checked: \(unchecked)"
        )
    }

    @Test func `unsteady rounds are inconclusive, and name what another round must decide`() {
        let judgement = Judge.with().judge(rounds([1.06, 0.95, 1.01]), expectedRequests: 500)
        #expect(judgement.verdict == .inconclusive)
        #expect(judgement.undecided.count == 14)
        #expect(judgement.undecided.first?.description == "throughput.requests")
        #expect(judgement.summary.hasPrefix("INCONCLUSIVE: b against a: 14 of 17 gated metrics undecided, "))
    }

    @Test func `every planned look has its part of the significance level`() {
        let narrow = rounds([1.02, 1.024, 1.016])
        #expect(Judge.with().judge(narrow, expectedRequests: 500).verdict == .agree)
        #expect(Judge.with(looks: 5).judge(narrow, expectedRequests: 500).verdict == .inconclusive)
    }

    @Test func `one metric that differs is a disagreement however many agree`() throws {
        var pairs = rounds([1, 1, 1])
        for index in pairs.indices {
            let metric = MetricID(.itl, .percentile(99))
            pairs[index][1].views[.canonical]?[metric] = MetricValue(0.3, samples: 500)
        }
        let judgement = Judge.with().judge(pairs, expectedRequests: 500)
        #expect(judgement.verdict == .disagree)
        #expect(judgement.summary == "DISAGREE: b differs from a on 1 of 17 gated metrics: itl.p99 (+275.0 %)")
    }

    @Test func `the canonical view decides where both have it, and only one view of a metric decides`() throws {
        var pairs = rounds([1, 1])
        for index in pairs.indices { pairs[index][1].views[.canonical]?[MetricID(.ttft, .mean)] = nil }
        let judgement = Judge.with().judge(pairs, expectedRequests: 500)
        #expect(judgement.comparison("ttft.mean", .reported)?.gated == true)
        #expect(judgement.comparison("ttft.p50", .canonical)?.gated == true)
        #expect(judgement.comparison("ttft.p50", .reported)?.gated == false)
        let gated = judgement.comparisons.filter(\.gated).map(\.metric)
        #expect(Set(gated).count == gated.count)
        let reported = Judge.with(view: .reported).judge(pairs, expectedRequests: 500)
        #expect(reported.comparisons.filter(\.gated).allSatisfy { $0.view == .reported })
    }

    @Test func `spread and extremes decide only when the gate names them`() {
        let pairs = rounds([1, 1])
        #expect(Judge.with().judge(pairs, expectedRequests: 500).comparison("ttft.std", .canonical)?.gated == false)
        let named = Judge.with(gate: ["ttft.std"]).judge(pairs, expectedRequests: 500)
        #expect(named.comparisons.filter(\.gated).map(\.metric.description) == ["ttft.std"])
    }

    @Test func `a percentile with too few samples is information, and says so`() throws {
        let few = [[run("a", samples: 458), run("b", samples: 500)]]
        let judgement = Judge.with().judge(few, expectedRequests: 500)
        let tail = try #require(judgement.comparison("ttft.p99", .canonical))
        #expect(!tail.gated)
        #expect(tail.reason == "information: 458 samples, 459 needed")
        #expect(judgement.comparison("ttft.p50", .canonical)?.gated == true)
        #expect(judgement.finding("too-few-samples")?.severity == .note)
        let named = Judge.with(gate: ["ttft.mean", "ttft.p99"]).judge(few, expectedRequests: 500)
        #expect(named.finding("too-few-samples")?.severity == .undeciding)
        #expect(named.verdict == .inconclusive)
    }

    /// The recipe's own words decide what has to be decided: whatever is named and is not decided, and whatever else agrees.
    @Test(arguments: ["ttft.p99", "tpot.p95", "itl.p99", "e2el.p99.9", "ttft.p75"])
    func `a percentile that the gate names and that cannot be decided leaves the verdict open`(metric: String) {
        let few = [[run("a", samples: 8), run("b", samples: 8)], [run("a", samples: 8), run("b", samples: 8)]]
        var rounds = few
        for (round, place) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            rounds[round][place].views[.canonical]?[MetricID(metric)!] = MetricValue(0.05, samples: 8)
        }
        for others in [[], ["requests.completed"], ["tokens.input"], ["ttft.mean", "throughput.requests"]] {
            for sharesPrompts in [false, true] where sharesPrompts || !others.contains("tokens.input") {
                let judge = Judge.with(gate: [metric] + others, sharesPrompts: sharesPrompts)
                let judgement = judge.judge(rounds, expectedRequests: 500)
                #expect(judgement.verdict == .inconclusive, "\(metric) with \(others)")
                #expect(judgement.finding("too-few-samples")?.severity == .undeciding)
            }
        }
    }

    @Test func `of a family that the gate names one statistic has to be decided`() {
        let few = [[run("a", samples: 8), run("b", samples: 8)], [run("a", samples: 8), run("b", samples: 8)]]
        let named = Judge.with(gate: ["ttft"]).judge(few, expectedRequests: 500)
        #expect(named.finding("too-few-samples")?.severity == .warning)
        #expect(named.verdict == .agree)
    }

    @Test func `counts that agree are no agreement where the gate names more than counts`() {
        let counts: [String: MetricValue] = ["requests.completed": 500, "tokens.output": 50000, "tokens.input": 50000]
        let bare = [[Accounts.make("a", reported: counts), Accounts.make("b", reported: counts)]]
        let judgement = Judge.with(sharesPrompts: true).judge(bare, expectedRequests: 500)
        #expect(judgement.verdict == .inconclusive)
        for gate in [["requests.completed"], ["requests.completed", "tokens.output"]] {
            #expect(Judge.with(gate: gate, sharesPrompts: true).judge(bare, expectedRequests: 500).verdict == .agree)
        }
        // One tool that has times does not speak for one that has none.
        let mixed = [[run("a"), run("b"), Accounts.make("c", reported: counts)]]
        #expect(
            Judge.with(gate: ["tokens.output", "ttft.mean"]).judge(mixed, expectedRequests: 500).verdict
                == .inconclusive
        )
    }

    @Test func `input tokens that the gate names have to be decided`() {
        let judgement = Judge.with(gate: ["tokens.input", "ttft.mean"]).judge(rounds([1, 1]), expectedRequests: 500)
        #expect(judgement.verdict == .inconclusive)
        #expect(judgement.summary.contains("each tool draws its own prompts"))
    }

    @Test func `completed requests stand in for an unknown sample count`() throws {
        let unknown = [[run("a", samples: nil), run("b", samples: nil)]]
        #expect(Judge.with().judge(unknown, expectedRequests: 500).comparison("ttft.p99", .canonical)?.gated == true)
        let tail: [String: MetricValue] = ["ttft.mean": 0.02, "ttft.p99": 0.04]
        let bare = [[Accounts.make("a", reported: tail), Accounts.make("b", reported: tail)]]
        let judgement = Judge.with(gate: ["ttft"]).judge(bare, expectedRequests: nil)
        #expect(
            judgement.comparison("ttft.p99")?.reason?.hasPrefix("information: sample count unknown, 459 needed") == true
        )
        #expect(judgement.comparison("ttft.p99")?.gated == false)
    }

    @Test func `shared prompts make input tokens decide, unless a tool counted them itself or it is allowed`() throws {
        var pairs = rounds([1, 1])
        for index in pairs.indices { pairs[index][1].views[.canonical]?[MetricID(.inputTokens)] = 50001 }
        func gated(_ judge: Judge) -> Bool? {
            judge.judge(pairs, expectedRequests: 500).comparison("tokens.input", .canonical)?.gated
        }
        #expect(Judge.with(sharesPrompts: true).judge(pairs, expectedRequests: 500).verdict == .disagree)
        #expect(gated(.with(sharesPrompts: true)) == true)
        #expect(gated(.with()) == false)
        #expect(gated(.with(sharesPrompts: true, allow: [.promptLength])) == false)
        pairs[0][1].serverCountedInput = false
        #expect(gated(.with(sharesPrompts: true)) == false)
    }

    @Test func `a metric that the tolerance calls information never decides`() throws {
        let judge = Judge.with(gate: ["ttft.mean", "tpot.mean"]) { $0.rules["ttft"] = .information }
        let comparison = try #require(
            judge.judge(rounds([2, 2]), expectedRequests: 500).comparison("ttft.mean", .canonical)
        )
        #expect(!comparison.gated)
        #expect(comparison.reason == "information: the tolerance says so")
    }

    @Test func `the rule of a metric replaces the default share`() {
        let judge = Judge.with(gate: ["ttft.mean"]) { $0.rules["ttft.mean"] = .within(share: 0.2, floor: nil) }
        #expect(judge.judge(rounds([1.15, 1.15]), expectedRequests: 500).verdict == .agree)
    }

    @Test func `without anything to gate the verdict is inconclusive`() {
        #expect(Judge.with().judge([], expectedRequests: nil).verdict == .inconclusive)
        #expect(Judge.with().judge([[run("a")]], expectedRequests: 500).verdict == .inconclusive)
        let judgement = Judge.with(reference: "absent").judge(rounds([1]), expectedRequests: 500)
        #expect(judgement.verdict == .inconclusive)
        #expect(judgement.summary == "INCONCLUSIVE: no metric that decides could be compared with absent")
    }

    @Test func `figures that are no numbers are absent`() {
        var pairs = rounds([1])
        pairs[0][1].views[.canonical]?[MetricID(.ttft, .mean)] = MetricValue(.nan)
        pairs[0][1].views[.reported]?[MetricID(.ttft, .mean)] = MetricValue(.infinity)
        let judgement = Judge.with().judge(pairs, expectedRequests: 500)
        #expect(!judgement.comparisons.contains { $0.metric == MetricID(.ttft, .mean) })
    }

    @Test func `a finding that was known before counts`() {
        let known = Finding(
            id: "client-saturated",
            tool: ToolID("b"),
            evidence: "b used 99 % of a core",
            severity: .invalidating
        )
        let judgement = Judge.with().judge(rounds([1, 1]), expectedRequests: 500, known: [known])
        #expect(judgement.verdict == .invalid)
        #expect(judgement.summary == "INVALID: b used 99 % of a core")
    }

    @Test func `a tool that missed a round is compared over the others`() {
        var pairs = rounds([1, 1, 1])
        pairs[1].removeLast()
        let judgement = Judge.with().judge(pairs, expectedRequests: 500)
        #expect(judgement.comparison("ttft.mean", .canonical)?.rounds == 2)
        #expect(
            judgement.finding("run-missing")?.evidence == "b has a result in 2 of 3 rounds; only those are compared"
        )
        #expect(judgement.verdict == .agree)
    }

    @Test func `every tool is compared with the reference, in the order of the first round`() {
        let rounds = [[run("c", 1.3).exact, run("a").exact, run("b", 1.2).exact]]
        let judgement = Judge.with().judge(rounds, expectedRequests: 500)
        #expect(
            judgement.comparisons.map(\.tool.rawValue).reduce(into: []) { if $0.last != $1 { $0.append($1) } } == [
                "c", "b",
            ]
        )
        #expect(judgement.summary.contains("c differs from a"), "\(judgement.summary)")
        #expect(judgement.summary.contains("; b differs from a"), "\(judgement.summary)")
    }

    @Test func `a comparison has each round's ratio and the p-value that decided it`() throws {
        let judgement = Judge.with(looks: 2).judge(rounds([1.01, 1.02, 1.015, 1.012]), expectedRequests: 500)
        let mean = try #require(judgement.comparison("ttft.mean", .canonical))
        #expect(try #require(mean.ratios).count == 4)
        for (ratio, expected) in zip(try #require(mean.ratios), [1.01, 1.02, 1.015, 1.012]) {
            #expect(isClose(ratio, expected))
        }
        #expect(mean.verdict == .agree)
        #expect(try #require(mean.pValue) <= Judge.alpha / 2)
        let undecided = Judge.with(looks: 2).judge(rounds([1.0, 1.05, 1.02]), expectedRequests: 500)
        #expect(try #require(undecided.comparison("ttft.mean", .canonical)?.pValue) > Judge.alpha / 2)
    }
}
