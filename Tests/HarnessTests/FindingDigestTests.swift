import BenchModel
import Testing

@testable import Harness

struct FindingDigestTests {
    private func finding(_ id: String, _ tool: String?, _ evidence: String) -> Finding {
        Finding(id: id, tool: tool.map { ToolID($0) }, evidence: evidence, severity: .warning)
    }

    @Test func `a cause that comes back with other figures is said once`() {
        let merged = FindingDigest.merge([
            finding("client-late", "vllm", "vllm, round 1: 8.84 ms late."),
            finding("client-late", "evalscope", "evalscope, round 1: 8.84 ms late."),
            finding("client-late", "vllm", "vllm, round 2: 9.1 ms late."),
            finding("client-late", "vllm", "vllm, round 3: 10 ms late."),
        ])
        #expect(merged.map(\.tool) == [HarnessSamples.vllm, HarnessSamples.evalscope])
        #expect(merged[0].evidence == "vllm, round 1: 8.84 ms late. The same in 2 more rounds.")
        #expect(merged[1].evidence == "evalscope, round 1: 8.84 ms late.")
    }

    @Test func `two doubts of one tool are two`() {
        let doubts = [
            finding("report-doubt", "vllm", "vllm, round 1: one."),
            finding("report-doubt", "vllm", "vllm, round 1: two."),
        ]
        #expect(FindingDigest.merge(doubts) == doubts)
        #expect(FindingDigest.merge([]).isEmpty)
    }
}
