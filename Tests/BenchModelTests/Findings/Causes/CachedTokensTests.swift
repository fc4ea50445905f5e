import Testing

@testable import BenchModel

/// The prefix cache by what the answers themselves tell.
struct CachedTokensTests {
    private func session(_ cached: [String: Int?], rounds: Int = 1, allow: Set<Approximation> = []) -> SessionEvidence {
        let all = (1...rounds).map { round in
            ["native", "vllm", "evalscope"].map { tool -> RunEvidence in
                var sample = WireSample()
                sample.tool = ToolID(tool)
                sample.round = round
                let had = cached[tool] ?? nil
                sample.change = {
                    $0.record.inputTokens = 100
                    $0.record.inputTokensCached = had.map { UInt32($0) }
                }
                return sample.run { $0.ledger = nil }
            }
        }
        return SessionEvidence(
            reference: .native,
            tolerance: Tolerance(),
            workload: WireSample().workload,
            allow: allow,
            rounds: all
        )
    }

    private func findings(_ session: SessionEvidence) -> [Finding] { PrefixCache().findings(in: session) }

    @Test(arguments: [0, 1, 5, 20, 60, 100], [0, 1, 5, 20, 60, 100])
    func `unequal shares are found, equal ones are not`(left: Int, right: Int) {
        let found = findings(session(["native": left, "vllm": right, "evalscope": left], rounds: 2))
        let difference = abs(left - right)
        #expect(found.map(\.tool) == (difference >= 2 ? [ToolID("vllm")] : []))
        if difference >= 2 { #expect(found.first?.severity == (difference >= 10 ? .invalidating : .warning)) }
        let allowed = findings(session(["native": left, "vllm": right, "evalscope": left], allow: [.work]))
        #expect(allowed.allSatisfy { $0.severity == .warning })
    }

    @Test func `an answer that does not tell had nothing of the cache where others tell`() {
        #expect(findings(session(["native": nil, "vllm": 90, "evalscope": nil])).map(\.severity) == [.invalidating])
        #expect(findings(session([:])).isEmpty)
    }

    @Test func `the check is made where the answers tell, and says so where nothing does`() {
        #expect(
            session(["native": 0, "vllm": 0, "evalscope": 0]).judged().checks("prefix-cache").allSatisfy {
                $0.outcome == .pass
            }
        )
        #expect(session([:]).judged().checks("prefix-cache").allSatisfy { $0.outcome == .notChecked })
        #expect(session(["native": 0, "vllm": 90, "evalscope": 0]).judged().verdict == .invalid)
    }
}
