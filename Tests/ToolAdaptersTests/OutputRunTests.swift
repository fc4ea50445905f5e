import BenchModel
import Foundation
import TestSupport
import Testing

@testable import ToolAdapters

/// One rule for every tool: of several runs in one file or folder, one has to be named.
@Suite struct OutputRunTests {
    /// Two outputs of one tool whose figures differ.
    struct Pair: CustomTestStringConvertible, Sendable {
        let tool: ToolID
        let files: [String]
        var testDescription: String { "\(tool): \(files.joined(separator: ", "))" }
    }

    private static let vllm = ToolID("vllm")
    private static let evalscope = ToolID("evalscope")
    private static let console = "/output/stdout.log"
    private static let log = "/stderr.log"
    private static let summary = "/outputs/run/parallel_4_number_20/benchmark_summary.json"

    /// Every two forms of every tool.
    static let pairs: [Pair] = {
        let vllm = ["0.32.0/chat-summary", "0.32.0/completions-12x3", "0.32.0/some-failed"].flatMap { name in
            ["/output/result.json", console].map { "tools/vllm/\(name)\($0)" }
        }
        let evalscope = ["1.7.0/plain", "1.11.0/failing", "1.14.1/plain"].flatMap { name in
            [summary, log].map { "tools/evalscope/\(name)\($0)" }
        }
        let native = ["chat-24x4", "failing"].map { "tools/native/0.1.0/\($0)/output/measurement.json" }
        let tools = [(Self.vllm, vllm), (Self.evalscope, evalscope), (ToolID.native, native)]
        return tools.flatMap { tool, files in
            files.indices.flatMap { left in
                files[(left + 1)...].filter { owner($0) != owner(files[left]) }
                    .map { Pair(tool: tool, files: [files[left], $0]) }
            }
        }
    }()

    private static func owner(_ path: String) -> String {
        path.split(separator: "/").prefix(4).joined(separator: "/")
    }

    private static func read(_ tool: ToolID, _ path: String, pick: Int? = nil) throws -> ToolReport {
        let adapter = try #require(Tools.adapter(for: tool))
        return try adapter.read(try ToolOutput(path: path, pick: pick), version: nil)
    }

    @Test(arguments: pairs)
    func `two runs in one folder are listed, and each is read by its number`(pair: Pair) async throws {
        try await Fixtures.withTemporaryFolder { folder in
            for (number, file) in pair.files.enumerated() {
                try FileManager.default.copyItem(
                    at: Fixtures.url(file),
                    to: folder.appending(path: "\(number)-output")
                )
            }
            try check(pair, folder.path)
        }
    }

    @Test(arguments: pairs.filter { $0.tool != .native })
    func `two runs in one text are listed, and each is read by its number`(pair: Pair) async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let file = folder.appending(path: "log")
            let text = try pair.files.map { try Fixtures.text($0) }.joined(separator: "\nbetween\n")
            try Data("A page.\n\(text)".utf8).write(to: file)
            try check(pair, file.path)
        }
    }

    private func check(_ pair: Pair, _ path: String) throws {
        let error = #expect(throws: OutputError.self) { try Self.read(pair.tool, path) }
        guard case .ambiguous(let list)? = error?.problem else {
            Issue.record("\(pair): \(String(describing: error))")
            return
        }
        #expect(list.contains("#1") && list.contains("#2") && !list.contains("#3"))
        let whole = try pair.files.map { try Self.read(pair.tool, Fixtures.path($0)).reported }
        let picked = try [1, 2].map { try Self.read(pair.tool, path, pick: $0).reported }
        for (figures, alone) in zip(picked, whole) {
            #expect(figures.mapValues(\.value) == alone.mapValues(\.value), "\(pair)")
        }
        for number in [0, 3] {
            #expect(throws: OutputError.self) { try Self.read(pair.tool, path, pick: number) }
        }
    }
}
