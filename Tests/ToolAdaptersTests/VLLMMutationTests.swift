import BenchModel
import Foundation
import TestSupport
import Testing
import ToolAdapters

/// Outputs that were cut or damaged: never a crash, and never a report that silently lacks something.
@Suite struct VLLMMutationTests {
    private func read(_ bytes: some Sequence<UInt8>, in folder: URL) throws -> ToolReport? {
        let file = folder.appending(path: "output")
        try Data(bytes).write(to: file)
        do throws(OutputError) {
            return try VLLMBench().read(try output(file))
        } catch {
            #expect(error.lookedFor.contains("vLLM") || error.lookedFor == "one run")
            return nil
        }
    }

    private func output(_ file: URL) throws(OutputError) -> ToolOutput {
        do { return try ToolOutput(path: file.path) } catch {
            throw OutputError(tool: ToolID("vllm"), problem: .missing, lookedFor: "vLLM", place: file.path)
        }
    }

    @Test func `a console text that ends anywhere is whole or an error`() async throws {
        let text = try Fixtures.text("tools/vllm/0.32.0/chat-40x4/output/stdout.log")
        let bytes = Array(text[try #require(text.range(of: "Maximum request concurrency: 4\n")).lowerBound...].utf8)
        try await Fixtures.withTemporaryFolder { folder in
            let whole = try #require(try read(bytes, in: folder)).reported
            for length in bytes.indices {
                if length.isMultiple(of: 16) { await Task.yield() }
                guard let report = try read(bytes[..<length], in: folder) else { continue }
                #expect(report.reported == whole, "cut at \(length)")
            }
        }
    }

    @Test func `a result that ends anywhere is whole or an error`() async throws {
        let bytes = Array(try Fixtures.text("tools/vllm/0.32.0/some-failed/output/result.json").utf8)
        try await Fixtures.withTemporaryFolder { folder in
            let whole = try #require(try read(bytes, in: folder)).reported
            for length in bytes.indices {
                if length.isMultiple(of: 16) { await Task.yield() }
                guard let report = try read(bytes[..<length], in: folder) else { continue }
                #expect(report.reported == whole, "cut at \(length)")
            }
        }
    }

    @Test(arguments: ["0.32.0/some-failed/output/result.json", "0.32.0/six-metrics-console/output/stdout.txt"])
    func `a damaged output is an error, or holds every metric or a warning`(name: String) async throws {
        let bytes = Array(try Fixtures.text("tools/vllm/\(name)").utf8)
        var random = SplitMix(state: 20_250_101)
        try await Fixtures.withTemporaryFolder { folder in
            let whole = Set(try #require(try read(bytes, in: folder)).reported.keys)
            for round in 0..<600 {
                if round.isMultiple(of: 16) { await Task.yield() }
                var damaged = bytes
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    damaged[Int.random(in: damaged.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                guard let report = try read(damaged, in: folder) else { continue }
                let missing = whole.subtracting(report.reported.keys)
                #expect(missing.isEmpty || !report.warnings.isEmpty, "\(missing) is silently missing")
            }
        }
    }

    /// Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014).
    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }
}
