import BenchModel
import Testing

struct ValidityTests {
    private func run(_ tool: String, _ changes: [String: MetricValue] = [:]) -> RunAccount {
        let base: [String: MetricValue] = [
            "requests.completed": 100, "requests.failed": 0, "tokens.input": 10000, "tokens.output": 5000,
            "ttft.mean": 0.02,
        ]
        return Accounts.make(tool, reported: base.merging(changes) { $1 }).exact
    }

    private func judge(_ left: RunAccount, _ right: RunAccount, expected: Int? = 100, allow: Set<Approximation> = [])
        -> Judgement
    {
        Judge.with(allow: allow).judge([[left, right]], expectedRequests: expected)
    }

    @Test func `a failed request makes the run invalid, with the counts`() throws {
        let judgement = judge(run("a"), run("b", ["requests.completed": 97, "requests.failed": 3]))
        #expect(judgement.verdict == .invalid)
        let finding = try #require(judgement.finding("requests-failed"))
        #expect(finding.tool == ToolID("b"))
        #expect(finding.evidence == "b: 3 of 100 requests failed")
        #expect(judgement.finding("request-count-mismatch")?.evidence == "a completed 100 requests and b 97")
    }

    @Test func `failures count in whichever view shows them, also of the reference`() {
        var account = run("a")
        account.views[.canonical] = [MetricID(.requestsFailed): 2]
        #expect(judge(account, run("b")).finding("requests-failed")?.tool == ToolID("a"))
    }

    @Test func `requests that were asked for and never came back are missed`() {
        let judgement = judge(run("a"), run("b"), expected: 120)
        #expect(
            judgement.findings.filter { $0.id == "requests-failed" }.map(\.evidence) == [
                "a: 100 of 120 requests completed", "b: 100 of 120 requests completed",
            ]
        )
        #expect(judge(run("a"), run("b"), expected: nil).findings.allSatisfy { $0.severity == .note })
    }

    @Test func `a failure names its round`() {
        let rounds = [[run("a"), run("b")], [run("a"), run("b", ["requests.failed": 1])]]
        let judgement = Judge.with().judge(rounds, expectedRequests: 100)
        #expect(judgement.finding("requests-failed")?.evidence == "b: 1 of 100 requests failed in round 2")
    }

    @Test(arguments: [
        (5000.0, Verdict.agree, false), (5010, .disagree, false), (5030, .invalid, true), (4970, .invalid, true),
    ])
    func `other output is a disagreement, much other output is other work`(
        tokens: Double,
        verdict: Verdict,
        found: Bool
    ) {
        let judgement = judge(run("a"), run("b", ["tokens.output": MetricValue(tokens)]))
        #expect(judgement.verdict == verdict)
        #expect((judgement.finding("output-length-mismatch") != nil) == found)
    }

    @Test func `prompts of other lengths that the server counted make the run invalid`() throws {
        var (left, right) = (run("a", ["tokens.input": 11010]), run("b"))
        (left.serverCountedInput, right.serverCountedInput) = (true, true)
        let judgement = judge(left, right)
        #expect(judgement.verdict == .invalid)
        #expect(
            judgement.finding("prompt-length-mismatch")?.evidence
                == "the server saw 110.1 prompt tokens a request from a and 100 from b (-9.2 %)"
        )
        #expect(judge(left, right, allow: [.promptLength]).finding("prompt-length-mismatch")?.severity == .warning)
        right.serverCountedInput = nil
        #expect(judge(left, right).verdict == .invalid)
        right.serverCountedInput = false
        let own = judge(left, right)
        #expect(own.verdict == .agree)
        #expect(own.finding("prompt-length-mismatch")?.severity == .warning)
        #expect(own.finding("prompt-length-mismatch")?.evidence.hasSuffix("as counted by b, not by the server") == true)
    }

    @Test(arguments: [
        (10000.0, Finding.Severity?.none), (10290, .note), (9720, .note), (10310, .invalidating), (9690, .invalidating),
    ])
    func `prompt lengths are held against the default tolerance`(tokens: Double, severity: Finding.Severity?) {
        let judgement = judge(run("a"), run("b", ["tokens.input": MetricValue(tokens)]))
        #expect(judgement.finding("prompt-length-mismatch")?.severity == severity)
    }

    @Test func `a difference that rounding may explain is none`() {
        let rounded = run("b", ["tokens.input": MetricValue(10020, resolution: 25)])
        #expect(judge(run("a"), rounded).finding("prompt-length-mismatch") == nil)
    }
}
