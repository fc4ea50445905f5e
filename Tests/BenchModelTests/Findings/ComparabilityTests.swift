import BenchModel
import Testing

struct ComparabilityTests {
    private let left = Accounts.make("a", reported: ["throughput.requests": 98, "ttft.mean": 0.02]).exact
    private let right = Accounts.make("b", reported: ["throughput.requests": 98, "ttft.mean": 0.02]).exact

    @Test func `what the default gate wishes for and a tool lacks is a note`() throws {
        let judgement = Judge.with().judge([[left, right]], expectedRequests: nil)
        #expect(judgement.verdict == .agree)
        let finding = try #require(judgement.finding("metric-not-comparable"))
        #expect(finding.severity == .note)
        #expect(finding.evidence.contains("tpot, itl, e2el (in the output of neither)"))
    }

    @Test func `the default gate without anything that matters is undecided`() {
        let counts = ["a", "b"].map { Accounts.make($0, reported: ["requests.completed": 5, "tokens.output": 50]) }
        let judgement = Judge.with().judge([counts], expectedRequests: nil)
        #expect(judgement.comparisons.contains { $0.gated && $0.verdict == .agree })
        #expect(judgement.verdict == .inconclusive)
        #expect(judgement.summary.hasPrefix("INCONCLUSIVE: b could not be compared with a on "))
    }

    @Test func `a metric that the user's gate names must be comparable`() throws {
        let other = Accounts.make("b", reported: ["ttft.mean": 0.02, "itl.mean": 0.004])
        let judgement = Judge.with(gate: ["ttft.mean", "itl"]).judge([[left, other]], expectedRequests: nil)
        #expect(judgement.verdict == .inconclusive)
        let finding = try #require(judgement.finding("metric-not-comparable"))
        #expect(finding.severity == .undeciding)
        #expect(finding.metrics.map(\.description) == ["itl.mean"])
        #expect(finding.evidence == "b could not be compared with a on itl (not in the output of a)")
    }

    @Test func `a family that the gate names is satisfied by one of its statistics`() {
        #expect(Judge.with(gate: ["ttft"]).judge([[left, right]], expectedRequests: nil).verdict == .agree)
    }

    @Test(arguments: [nil, Double.nan, Double.infinity])
    func `a mean that is missing or no number is not made up for by a median`(mean: Double?) throws {
        var broken = right
        broken.views[.reported]?[MetricID(.ttft, .mean)] = mean.map { MetricValue($0) }
        let accounts = [left, broken].map { account in
            var account = account
            account.views[.reported]?[MetricID(.ttft, .median)] = 0.02
            return account
        }
        for gate in [nil, ["throughput.requests", "ttft"]] {
            let judgement = Judge.with(gate: gate).judge([accounts], expectedRequests: nil)
            #expect(judgement.verdict == .inconclusive)
            #expect(try #require(judgement.finding("mean-missing")).evidence.contains("ttft.mean"))
        }
    }

    @Test func `the canonical gate does not fall back on what was reported, and says why it is missing`() {
        var incomplete = right
        incomplete.views[.canonical] = [MetricID(.requestThroughput): 98]
        incomplete.absent[.ttft] = "no chunk times"
        let judgement = Judge.with(gate: ["ttft"], view: .canonical).judge([[left, incomplete]], expectedRequests: nil)
        #expect(judgement.verdict == .inconclusive)
        #expect(
            judgement.finding("metric-not-comparable")?.evidence
                == "b could not be compared with a on ttft (in the canonical view of neither: no chunk times); "
                + "'gate.view: best' lets printed figures decide where there are no others"
        )
    }

    /// A tool of which only some metrics can be recomputed: the printed ones exist, and nothing says that they agree.
    @Test func `a gate that nobody wrote leaves open what only the printed figures tell`() throws {
        let values: [String: MetricValue] = ["throughput.requests": 98, "ttft.mean": 0.02]
        let accounts = ["a", "b"].map { Accounts.make($0, reported: values, canonical: ["ttft.mean": 0.02]).exact }
        let judgement = Judge.with(view: .canonical).judge([accounts], expectedRequests: nil)
        #expect(judgement.verdict == .inconclusive)
        let finding = try #require(judgement.finding("metric-not-comparable"))
        #expect(finding.severity == .undeciding && finding.metrics.contains(MetricID(.requestThroughput)))
        #expect(Judge.with(view: .best).judge([accounts], expectedRequests: nil).verdict == .agree)
    }

    @Test func `the view that decides where a recipe names none is the canonical one`() {
        #expect(Gate().view == .canonical)
    }

    /// Both tools have the metric in every view but the one that decides.
    @Test(arguments: [
        (Gate.View.canonical, "in the canonical view of neither"), (.reported, "in the reported view of neither"),
        (.wire, "on the wire of neither"),
    ])
    func `what the deciding view lacks is never counted as agreeing`(view: Gate.View, words: String) throws {
        let accounts = try ["a", "b"].map { name in
            let values: [String: MetricValue] = ["throughput.requests": 98, "ttft.mean": 0.02]
            var account = Accounts.make(name, reported: values, canonical: values)
            account.views[.wire] = account.views[.reported]
            account.views[try #require(MetricView(rawValue: view.rawValue))] = nil
            account.absent = view == .canonical ? [:] : [.ttft: "no chunk times"]
            return account.exact
        }
        for metrics in [nil, ["ttft.mean"], ["ttft", "throughput.requests"]] {
            let judgement = Judge.with(gate: metrics, view: view).judge([accounts], expectedRequests: nil)
            #expect(judgement.verdict == .inconclusive)
            #expect(judgement.comparisons.allSatisfy { !$0.gated && $0.verdict == .agree })
            let finding = try #require(judgement.finding("metric-not-comparable"))
            #expect(finding.severity == .undeciding && finding.evidence.contains(words), "\(finding.evidence)")
            #expect(finding.evidence.contains("no chunk times") == (view == .reported))
        }
    }

    @Test func `console text alone is not judged by the canonical view, and by the best view it is`() {
        #expect(Judge.with(view: .canonical).judge([[left, right]], expectedRequests: nil).verdict == .inconclusive)
        #expect(Judge.with(view: .best).judge([[left, right]], expectedRequests: nil).verdict == .agree)
    }

    @Test func `the wire decides alone where the gate says so`() throws {
        let accounts = [(left, 0.0201), (right, 0.0202)].map { account, wire in
            var account = account
            account.views[.reported]?[MetricID(.ttft, .mean)] = MetricValue(account.tool == ToolID("a") ? 0.02 : 0.04)
            account.views[.wire] = [MetricID(.ttft, .mean): MetricValue(wire)]
            return account.exact
        }
        let judgement = Judge.with(gate: ["ttft.mean"], view: .wire).judge([accounts], expectedRequests: nil)
        #expect(judgement.verdict == .agree)
        #expect(judgement.comparison("ttft.mean", .wire)?.gated == true)
        #expect(judgement.comparison("ttft.mean", .reported)?.gated == false)
        #expect(Judge.with(gate: ["ttft.mean"]).judge([accounts], expectedRequests: nil).verdict == .disagree)
    }

    @Test func `a wire that only one tool has passed is named`() throws {
        var tapped = left
        tapped.views[.wire] = tapped.views[.reported]
        let judgement = Judge.with(gate: ["ttft"], view: .wire).judge([[tapped, right]], expectedRequests: nil)
        #expect(judgement.verdict == .inconclusive)
        #expect(
            judgement.finding("metric-not-comparable")?.evidence
                == "b could not be compared with a on ttft (not on the wire of b)"
        )
    }

    @Test func `an entry that names no metric is never silently satisfied`() {
        #expect(
            Judge.with(gate: ["ttft.mean", "ttfb"]).judge([[left, right]], expectedRequests: nil).verdict
                == .inconclusive
        )
    }

    @Test func `figures that differ only as printed point to another definition`() throws {
        let first = Accounts.make("a", reported: ["itl.mean": 0.0047], canonical: ["itl.mean": 0.0047]).exact
        let second = Accounts.make("b", reported: ["itl.mean": 0.0052], canonical: ["itl.mean": 0.0047]).exact
        let judgement = Judge.with(gate: ["itl.mean"]).judge([[first, second]], expectedRequests: nil)
        #expect(judgement.verdict == .agree)
        let finding = try #require(judgement.finding("definitions-differ"))
        #expect(finding.severity == .note)
        #expect(finding.evidence.hasSuffix("print figures that differ: itl.mean +10.6 %"))
    }
}
