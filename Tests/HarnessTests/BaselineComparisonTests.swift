import BenchModel
import Foundation
import TestSupport
import Testing

@testable import Harness

struct BaselineComparisonTests {
    /// A result folder of rounds of the native engine, each with its TTFT in seconds.
    private func write(_ ttfts: [Double], to folder: URL) throws {
        for (place, ttft) in ttfts.enumerated() {
            try StoredOutputTests.writeNative(
                to: folder.appending(path: "round-\(place + 1)/native"),
                ttft: ttft,
                run: StoredOutputTests.ended
            )
        }
    }

    private func addVLLM(_ folder: URL) throws {
        try FileManager.default.copyItem(
            at: Fixtures.url("tools/vllm/0.32.0/chat-40x4/output"),
            to: folder.appending(path: "round-1/vllm")
        )
    }

    private func withFolders(_ body: (URL, URL) async throws -> Void) async throws {
        try await Fixtures.withTemporaryFolder { folder in
            try await body(folder.appending(path: "before"), folder.appending(path: "after"))
        }
    }

    private func comparison(_ before: URL, _ after: URL) throws -> BaselineComparison {
        BaselineComparison(baseline: try StoredResult(before.path), result: try StoredResult(after.path))
    }

    @Test func `rounds that both have are paired, and their spread decides`() async throws {
        try await withFolders { before, after in
            try write([0.100, 0.101, 0.099, 0.100, 0.5], to: before)
            try write([0.120, 0.121, 0.119, 0.120], to: after)
            let document = try comparison(before, after).compare()
            #expect(document.rounds == 4 && document.verdict == .disagree)
            let ttft = try #require(document.comparisons.first { $0.metric == MetricID(.ttft, .mean) })
            #expect(ttft.gated && ttft.view == .canonical)
            #expect(abs((ttft.ratio ?? 0) - 1.2) < 0.001)
            #expect(document.notes.contains { $0.hasPrefix("baseline: of 5 rounds") })
            #expect(document.summary.contains("native differs from baseline"))
            let back = try comparison(after, before).compare()
            #expect(back.verdict == .disagree)
            try write([0.100, 0.100, 0.100, 0.101], to: after)
            #expect(try comparison(before, after).compare().verdict == .agree)
        }
    }

    @Test func `the tool is the one that is named, the verdict's reference or the only one`() async throws {
        try await withFolders { before, after in
            for folder in [before, after] { try write([0.1], to: folder) }
            try addVLLM(before)
            #expect(try comparison(before, after).compare().tools.map(\.name) == [BaselineComparison.name, .native])
            try addVLLM(after)
            let error = await HarnessSamples.failure { _ = try comparison(before, after).compare() }
            guard case .usage(let text)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(text.contains("--tool") && text.contains("native, vllm"))
            var named = try comparison(before, after)
            named.tool = ToolID("vllm")
            #expect(try named.compare().tools.last?.name == ToolID("vllm"))
            let path = try StoredResult("vllm=" + after.path)
            let byPath = BaselineComparison(baseline: try StoredResult(before.path), result: path)
            #expect(try byPath.compare().tools.last?.name == ToolID("vllm"))
            named.tool = ToolID("evalscope")
            let missing = await HarnessSamples.failure { _ = try named.compare() }
            guard case .usage(let words)? = missing else {
                Issue.record("\(String(describing: missing))")
                return
            }
            #expect(words.contains("nothing of evalscope in \(before.path)"))
            // A stored verdict's reference is the default.
            let verdict = VerdictDocument.make(
                judgement: Judgement(reference: ToolID("vllm"), comparisons: [], findings: [], checks: []),
                rounds: 1,
                tools: [],
                tolerance: Tolerance()
            )
            try ResultFolder(path: before.path).write(VerdictJSON.encode(verdict), to: "verdict.json")
            #expect(try comparison(before, after).compare().tools.last?.name == ToolID("vllm"))
        }
    }

    @Test func `results without a tool in common cannot be compared`() async throws {
        try await withFolders { before, after in
            try write([0.1], to: before)
            try FileManager.default.createDirectory(
                at: after.appending(path: "round-1"),
                withIntermediateDirectories: true
            )
            try addVLLM(after)
            let error = await HarnessSamples.failure { _ = try comparison(before, after).compare() }
            guard case .usage(let text)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(text.contains("no tool in common") && text.contains("native") && text.contains("vllm"))
        }
    }

    private static let recipe = """
        name: small
        server: {url: "http://127.0.0.1:8000"}
        model: {name: m, tokenizer: ./tokenizer}
        workload: {requests: 6, concurrency: 2, headers: {Authorization: "***"}}
        tools: {native: {}}
        tolerance: {default: 50%}
        """

    @Test func `the recipe's own rules hold, and an address makes no other recipe`() async throws {
        try await withFolders { before, after in
            try write([0.1, 0.1, 0.1], to: before)
            try write([0.12, 0.12, 0.12], to: after)
            try ResultFolder(path: before.path).write(
                Self.recipe.replacing("8000", with: "9000").replacing("50%", with: "1%"),
                to: "recipe.yaml"
            )
            try ResultFolder(path: after.path).write(Self.recipe, to: "recipe.yaml")
            let document = try comparison(before, after).compare()
            #expect(document.tolerance.share == 0.5 && document.verdict == .agree)
            #expect(!document.notes.contains { $0.contains("recipe") })
            var strict = try comparison(before, after)
            strict.share = 0.03
            #expect(try strict.compare().verdict == .disagree)
            let changed = Self.recipe.replacing("requests: 6", with: "requests: 7")
            try ResultFolder(path: after.path).write(changed, to: "recipe.yaml")
            let error = await HarnessSamples.failure { _ = try comparison(before, after).compare() }
            guard case .usage(let text)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(text.contains("workload.requests is 6 in the baseline and 7 in the result"))
        }
    }
}
