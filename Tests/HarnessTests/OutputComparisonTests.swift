import BenchModel
import Foundation
import TestSupport
import Testing

@testable import Harness

struct OutputComparisonTests {
    private func compare(_ inputs: [(tool: ToolID, path: String)]) throws -> VerdictDocument {
        try OutputComparison.compare(inputs, terms: ComparisonTerms())
    }

    private static let vllm = Fixtures.path("tools/vllm/0.11.0/seed-console")
    private static let evalscope = Fixtures.path("tools/evalscope/1.1.0/seed-console")

    @Test func `fewer than two outputs, or one tool twice, is refused`() async {
        let wrong: [[(tool: ToolID, path: String)]] = [
            [], [(HarnessSamples.vllm, Self.vllm)],
            [(HarnessSamples.vllm, Self.vllm), (HarnessSamples.vllm, Self.vllm)],
        ]
        for inputs in wrong {
            let error = await HarnessSamples.failure { _ = try compare(inputs) }
            #expect(error?.failureClass == .usage)
        }
    }

    @Test func `the first is the reference and every source is named`() throws {
        let document = try compare([(HarnessSamples.evalscope, Self.evalscope), (HarnessSamples.vllm, Self.vllm)])
        #expect(document.reference == HarnessSamples.evalscope)
        #expect(document.rounds == 1 && document.unreplicated)
        #expect(document.verdict == .disagree)
        #expect(document.tools.map(\.name) == [HarnessSamples.evalscope, HarnessSamples.vllm])
        for path in [Self.evalscope, Self.vllm] { #expect(document.notes.contains { $0.contains(path) }) }
    }

    @Test func `rounds are paired by their numbers, not by their order`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            for round in 1...3 {
                let path = folder.appending(path: "round-\(round)/native")
                try StoredOutputTests.writeNative(to: path, ttft: Double(round) / 10, run: StoredOutputTests.ended)
            }
            for round in [1, 3] {
                let path = folder.appending(path: "round-\(round)/vllm")
                let output = Fixtures.url("tools/vllm/0.32.0/chat-40x4/output")
                try FileManager.default.copyItem(at: output, to: path)
            }
            let document = try compare([(.native, folder.path), (HarnessSamples.vllm, folder.path)])
            #expect(document.rounds == 2)
            let ttft = try #require(
                document.comparisons.first { $0.metric == MetricID(.ttft, .mean) && $0.view == .canonical }
            )
            #expect(abs(ttft.referenceValue - 0.2) < 1e-9)
            #expect(document.notes.contains { $0.contains("native: of 3 rounds") })
        }
    }

    @Test func `an output whose engine was the bottleneck cannot be judged`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            try StoredOutputTests.writeNative(to: folder.appending(path: "native"), ttft: 0.1, cpuShare: 0.97, run: nil)
            let document = try compare([
                (HarnessSamples.vllm, Self.vllm), (.native, folder.appending(path: "native").path),
            ])
            #expect(document.verdict == .invalid)
            let finding = try #require(document.findings.first { $0.id == "client-limited" })
            #expect(finding.tool == .native && finding.severity == .invalidating)
            #expect(finding.evidence.hasPrefix("native, round 1: by its own figures it was the bottleneck: CPU of"))
        }
    }

    @Test func `outputs are not the wire`() async {
        var terms = ComparisonTerms()
        terms.gate.view = .wire
        let error = await HarnessSamples.failure { [terms] in
            _ = try OutputComparison.compare(
                [(HarnessSamples.vllm, Self.vllm), (HarnessSamples.evalscope, Self.evalscope)],
                terms: terms
            )
        }
        #expect(error?.failureClass == .usage)
    }

    @Test func `what outputs alone cannot tell is said`() throws {
        let document = try compare([(HarnessSamples.vllm, Self.vllm), (HarnessSamples.evalscope, Self.evalscope)])
        func outcomes(_ id: String) -> [CheckResult.Outcome] {
            document.checks.filter { $0.id == id }.map(\.outcome)
        }
        #expect(outcomes("request-counts") == [.pass] && outcomes("token-lengths") == [.pass])
        #expect(outcomes("failed-requests") == [.notChecked, .pass])
        #expect(outcomes("truncated-answers") == [.notChecked, .notChecked])
        #expect(document.checks.filter { $0.outcome == .notChecked }.allSatisfy { $0.evidence?.isEmpty == false })
    }

    @Test func `an engine's verdict on itself is a check that was made`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            try StoredOutputTests.writeNative(to: folder.appending(path: "native"), ttft: 0.1, cpuShare: 0.97, run: nil)
            let document = try compare([
                (HarnessSamples.vllm, Self.vllm), (.native, folder.appending(path: "native").path),
            ])
            let results = document.checks.filter { $0.id == "client-saturation" }
            #expect(results.map(\.outcome) == [.notChecked, .fail])
        }
    }

    @Test func `outputs without a common round cannot be compared`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let path = folder.appending(path: "round-2/native")
            try StoredOutputTests.writeNative(to: path, ttft: 0.1, run: StoredOutputTests.ended)
            let error = await HarnessSamples.failure {
                _ = try compare([(.native, folder.path), (HarnessSamples.vllm, Self.vllm)])
            }
            #expect(error?.failureClass == .usage)
        }
    }

    @Test func `percentiles of a single round have the uncertainty of its requests, means and several rounds do not`()
        async throws
    {
        try await Fixtures.withTemporaryFolder { folder in
            let output = Fixtures.url("tools/vllm/0.32.0/chat-40x4/output")
            for round in 1...2 {
                try StoredOutputTests.writeNative(
                    to: folder.appending(path: "round-\(round)/native"),
                    ttft: 0.1,
                    run: StoredOutputTests.ended
                )
                try FileManager.default.copyItem(at: output, to: folder.appending(path: "round-\(round)/vllm"))
            }
            func comparison(_ document: VerdictDocument, _ statistic: Statistic) throws -> Comparison {
                let metric = MetricID(.ttft, statistic)
                return try #require(document.comparisons.first { $0.metric == metric && $0.view == .canonical })
            }
            let single = try compare([
                (.native, folder.appending(path: "round-1/native").path), (HarnessSamples.vllm, output.path),
            ])
            let median = try comparison(single, .median)
            #expect(try #require(median.ratioLow) < (try #require(median.ratioHigh)))
            #expect(median.ratios?.count == 1 && median.pValue == nil)
            let mean = try comparison(single, .mean)
            #expect(try #require(mean.ratioLow) < (try #require(mean.ratioHigh)))
            let text = VerdictReport.render(single, as: .markdown)
            #expect(text.contains("an interval is what rounding and other requests leave open"))
            let two = try comparison(
                compare([(.native, folder.path), (HarnessSamples.vllm, folder.path)]),
                .median
            )
            // The same output twice: nothing varies from round to round.
            #expect(two.ratioLow == two.ratioHigh && two.ratios?.count == 2 && two.pValue == 1)
        }
    }

    /// A vLLM result whose p99 of TTFT is 5 % more than its requests give, beside that release's own result.
    private func misprinted(_ body: ([(tool: ToolID, path: String)]) async throws -> Void) async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let place = folder.appending(path: "round-1/vllm")
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try FileManager.default.copyItem(at: Fixtures.url("tools/vllm/0.32.0/chat-40x4/output"), to: place)
            let file = place.appending(path: "result.json")
            let text = try String(contentsOf: file, encoding: .utf8)
            let figure = try #require(text.firstMatch(of: /"p99_ttft_ms": ([0-9.]+)/))
            let wrong = try #require(Double(figure.1)) * 1.05
            try text.replacing(figure.0, with: "\"p99_ttft_ms\": \(wrong)")
                .write(to: file, atomically: true, encoding: .utf8)
            // Its figures would contradict the JSON's.
            try FileManager.default.removeItem(at: place.appending(path: "stdout.log"))
            var run = HarnessSamples.run(HarnessSamples.vllm, exit: FakeAdapter.success)
            run.version = "0.32.0"
            try JSONEncoder().encode(run).write(to: place.appending(path: "run.json"))
            try await body([
                (HarnessSamples.vllm, folder.path),
                (HarnessSamples.evalscope, Fixtures.path("tools/evalscope/1.14.1/real-server")),
            ])
        }
    }

    @Test func `a printed figure that its own requests do not give is named`() async throws {
        try await misprinted { inputs in
            let findings = try compare(inputs).findings.filter { $0.id == "report-not-reproduced" }
            #expect(findings.map(\.tool) == [HarnessSamples.vllm])
            let finding = try #require(findings.first)
            #expect(finding.metrics == [MetricID(.ttft, .percentile(99))])
            #expect(finding.severity == .warning)
            #expect(abs((finding.share ?? 0) - 0.05 / 1.05) < 1e-6)
            #expect(finding.evidence.contains("ttft.p99 is printed as "))
        }
    }
}
