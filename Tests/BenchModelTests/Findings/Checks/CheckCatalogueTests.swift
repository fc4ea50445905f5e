import Testing

@testable import BenchModel

struct CheckCatalogueTests {
    @Test func `every check has an id, a title and causes of its own, which the catalogue of causes knows`() {
        let checks = CheckCatalogue.all
        let causes = checks.flatMap(\.causes)
        #expect(Set(checks.map(\.id)).count == checks.count && Set(checks.map(\.title)).count == checks.count)
        #expect(Set(causes).count == causes.count)
        #expect(Set(causes).isSubset(of: Set(CauseCatalogue.all.map(\.id))))
        for check in checks {
            #expect(check.id.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil, "\(check.id)")
            #expect(!check.causes.isEmpty && !check.title.isEmpty, "\(check.id)")
        }
    }

    private static func ids(_ judgement: Judgement) -> [String] {
        judgement.checks.map(\.id).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    }

    @Test func `every verdict has every check, whatever little was measured`() {
        let all = CheckCatalogue.all.map(\.id)
        let empty = SessionEvidence(reference: .native, tolerance: Tolerance(), rounds: [])
        var alone = WireSample.session()
        alone.rounds[0].removeLast()
        for judgement in [empty.judged(), alone.judged(), WireSample.session(rounds: 3).judged()] {
            #expect(Self.ids(judgement) == all)
        }
        let accounts = ["a", "b"].map { Accounts.make($0, reported: ["ttft.mean": 0.02]) }
        #expect(Self.ids(Judge.with().judge([accounts], expectedRequests: nil)) == all)
    }

    @Test func `where nothing was measured nothing was checked`() {
        let empty = SessionEvidence(reference: .native, tolerance: Tolerance(), rounds: []).judged()
        #expect(empty.checks.allSatisfy { $0.outcome == .notChecked && $0.evidence == "nothing was measured" })
        #expect(empty.verdict == .inconclusive)
    }

    @Test func `one tool alone is the same as no other`() {
        var session = WireSample.session()
        session.rounds[0].removeLast()
        let judgement = session.judged()
        for id in ["request-counts", "request-bodies", "token-lengths", "prefix-cache"] {
            #expect(judgement.checks(id).map(\.outcome) == [.notChecked])
            #expect(judgement.checks(id).first?.evidence == "there is one tool alone")
        }
        #expect(judgement.checks("host-contention").map(\.tool) == [.native])
    }

    @Test func `a session of which everything is known passes every check`() {
        let judgement = WireSample.session(rounds: 3).judged()
        #expect(judgement.checks.allSatisfy { $0.outcome == .pass }, "\(judgement.checks)")
        #expect(judgement.verdict == .agree)
        #expect(!judgement.summary.contains("not checked"))
        #expect(judgement.checks("host-contention").map(\.tool) == [.native, ToolID("vllm")])
        #expect(judgement.checks("request-counts").map(\.tool) == [ToolID("vllm")])
        #expect(judgement.checks("server-drift").map(\.tool) == [nil])
    }
}
