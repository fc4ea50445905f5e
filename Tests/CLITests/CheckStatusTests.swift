import BenchModel
import Foundation
import Harness
import TestSupport
import Testing

/// A run that some check has failed is no agreement and no disagreement, whatever its figures say.
struct CheckStatusTests {
    /// Two tools whose figures agree, or do not, and a finding of the check's first cause.
    private static func document(_ check: Check, agrees: Bool) throws -> VerdictDocument {
        let tools = [ToolID.native, ToolID("vllm")]
        let accounts = tools.enumerated().map { index, tool in
            let ttft = MetricValue(agrees || index == 0 ? 0.02 : 0.04)
            return RunAccount(
                tool: tool,
                version: nil,
                views: [
                    .canonical: [
                        MetricID(.requestsCompleted): MetricValue(10), MetricID(.requestsFailed): MetricValue(0),
                        MetricID(.ttft, .mean): ttft,
                    ]
                ]
            )
        }
        let finding = Finding(
            id: try #require(check.causes.first),
            tool: tools[1],
            metrics: [MetricID(.ttft, .mean)],
            evidence: "vllm: it went wrong",
            severity: .invalidating
        )
        let judge = Judge(tolerance: Tolerance(), gate: Gate(), reference: .native, sharesPrompts: false)
        return VerdictDocument.make(
            judgement: judge.judge([accounts], expectedRequests: 10, known: [finding]),
            rounds: 1,
            tools: tools.map { .init(name: $0, version: nil, command: []) },
            tolerance: Tolerance()
        )
    }

    @Test(arguments: CheckCatalogue.all.map(\.id)) func `each check that failed ends with status 3`(id: String)
        async throws
    {
        let check = try #require(CheckCatalogue.check(id))
        for agrees in [true, false] {
            let document = try Self.document(check, agrees: agrees)
            try await Fixtures.withTemporaryFolder { folder in
                let path = folder.appending(path: "verdict.json").path
                try VerdictReport.render(document, as: .json).write(toFile: path, atomically: true, encoding: .utf8)
                let result = try await ConcordProcess.run(["report", path], in: folder)
                #expect(result.status == 3)
                #expect(result.sentences.contains("✗ \(check.title) (vllm): vllm: it went wrong"))
            }
        }
    }

    @Test func `a gate on the wire without a tap ends with 64 and says what to do`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try SmallRecipe.write(to: folder, tools: "native: {}")
            let arguments = ["run", recipe, "--no-tap", "--set", "gate.view=wire"]
            let result = try await ConcordProcess.run(arguments, in: folder)
            #expect(result.status == 64)
            #expect(result.stderr.contains("--no-tap") && result.stderr.contains("gate.view"))
        }
    }
}
