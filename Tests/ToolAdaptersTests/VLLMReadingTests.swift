import BenchModel
import Foundation
import TestSupport
import Testing
import ToolAdapters

@Suite struct VLLMReadingTests {
    /// What `body` says of the files with these names and contents; one file is named itself, several by their folder.
    private func read(_ files: [String: String], version: ToolVersion? = nil) async throws -> ToolReport {
        try await Fixtures.withTemporaryFolder { folder in
            for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
            let path = files.count == 1 ? folder.path + "/" + (files.keys.first ?? "") : folder.path
            return try VLLMBench().read(try ToolOutput(path: path), version: version)
        }
    }

    private func problem(_ files: [String: String]) async throws -> OutputError? {
        do {
            _ = try await read(files)
            return nil
        } catch let error as OutputError {
            return error
        }
    }

    private let console = "tools/vllm/0.11.0/seed-console/output/console.txt"
    private let result = "tools/vllm/0.32.0/chat-summary/output/result.json"

    @Test func `a report is found between other text whatever its file is called`() async throws {
        let block = try Fixtures.text(console)
        let report = try await read(["notes.md": "# Load test\n\n" + block + "\nevalscope says 5.7095 s\n"])
        #expect(report.reported[MetricID(.ttft, .mean)]?.value == 0.03314)
        #expect(report.reported[MetricID(.ttft, .mean)]?.sourceName == "Mean TTFT (ms)")
        #expect(report.reported[MetricID(.ttft, .mean)]?.sourceText == "33.14")
        #expect(report.sources.map(\.kind) == ["vLLM console report"])
        #expect(report.version == nil)
        // It has no row of failed requests, which every version since 0.11.1 prints.
        #expect(report.serverCountedInput == false)
    }

    @Test func `lines of a log between rows and Windows line ends do no harm`() async throws {
        let block = try Fixtures.text(console)
            .replacing("Mean TPOT", with: "(APIServer pid=1) INFO 11-22 19:27:25 hello\nMean TPOT")
            .replacing("\n", with: "\r\n")
        #expect(try await read(["x": block]).reported.count == 16)
    }

    @Test func `the number of requests that were to be sent gives the failed ones of old versions`() async throws {
        let block = try Fixtures.text(console).replacing(": 500\n", with: ": 490\n").replacing("98.02", with: "96.08")
        let report = try await read([
            "x": "Namespace(seed=0, num_prompts=500, header=None, ready_check_timeout_sec=600, request_id_prefix='b')\n"
                + block
        ])
        #expect(report.reported[MetricID(.requestsFailed)]?.value == 10)
        #expect(report.warnings.isEmpty)
    }

    @Test func `rates that counts and duration do not give are doubted`() async throws {
        let report = try await read(["x": try Fixtures.text(console).replacing("98.02", with: "89.02")])
        #expect(report.warnings.count == 1)
        #expect(report.warnings.first?.contains("89.02") == true)
    }

    @Test func `nothing of the tool's is said to be missing`() async throws {
        let empty = try #require(try await problem(["a": "", "b": "{}", "c": #"{"prompt": "x"}"#]))
        #expect(empty.problem == .missing)
        #expect(empty.lookedFor == "a vLLM result JSON or console report")
    }

    @Test func `a report without its last line is cut off`() async throws {
        let text = try Fixtures.text(console)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let error = try #require(try await problem(["x": lines.prefix(15).joined(separator: "\n")]))
        #expect(error.problem == .cutOff)
        #expect(error.place.hasSuffix("x:15"))
    }

    @Test(arguments: [
        ("Successful requests: 500\n", "", "no figure for requests.completed"),
        ("Total generated tokens: 50000\n", "", "no figure for tokens.output"),
        ("P99 TPOT (ms): 4.94\n", "", "no p99 for tpot"),
        ("Median ITL (ms): 4.58\n", "", "no median for itl"),
        ("Mean TTFT (ms): 33.14\n", "Mean TTFT (min): 33.14\n", "the unit of 'Mean TTFT (min)' is not known"),
        ("Mean TTFT (ms): 33.14\n", "Mean TTFT (ms): fast\n", "'fast' is no figure for 'Mean TTFT (ms)'"),
        ("Mean TTFT (ms): 33.14\n", "Mean TTFT (ms): 1\nMean TTFT (ms): 2\n", "'Mean TTFT (ms)' stands there twice"),
        (": 49932\n", ": 49932.5\n", "'49932.5' is no figure for 'Total input tokens'"),
    ])
    func `a report that lacks something is of an unknown shape`(old: String, new: String, odd: String) async throws {
        let error = try #require(try await problem(["x": try Fixtures.text(console).replacing(old, with: new)]))
        #expect(error.problem == .unknownShape(odd))
    }

    @Test func `seconds in a label are seconds`() async throws {
        let text = try Fixtures.text(console).replacing("TTFT (ms): 33.14", with: "TTFT (s): 0.0331")
        let value = try await read(["x": text]).reported[MetricID(.ttft, .mean)]
        #expect(value?.value == 0.0331)
        #expect(abs((value?.resolution ?? 0) - 0.00005) < 1e-12)
    }

    @Test func `the finer source wins and both are named`() async throws {
        let folder = "tools/vllm/0.32.0/chat-40x4/output"
        let report = try VLLMBench().read(try ToolOutput(path: Fixtures.path(folder)))
        #expect(report.sources.map(\.kind) == ["vLLM result JSON with per-request data", "vLLM console report"])
        #expect(report.reported.values.allSatisfy { $0.resolution == 0 })
        #expect(report.warnings.isEmpty)
        // Told by the evidence alone: per-request latencies came with 0.30.
        #expect(report.serverCountedInput == true)
    }

    @Test func `a console report that gives other figures than the result is another run`() async throws {
        let folder = "tools/vllm/0.32.0/chat-summary/output/"
        let text = try Fixtures.text(folder + "stdout.log")
        let result = try Fixtures.text(folder + "result.json")
        #expect(try await read(["a": text, "b": result]).sources.count == 2)
        #expect(try await read(["a": text + "\n" + result]).sources.count == 2)
        for files in [
            ["a": text.replacing("23.09 ", with: "23.10 "), "b": result],
            ["a": text.replacing("23.09 ", with: "23.10 ") + "\n" + result],
        ] {
            guard case .ambiguous(let list)? = try await problem(files)?.problem else {
                Issue.record("two runs pass for one")
                continue
            }
            #expect(list.contains("#1") && list.contains("#2") && !list.contains("#3"))
            #expect(list.contains("concurrency 3, 60 requests/s asked for, 9 requests"))
        }
    }

    @Test func `one broken source does not hide the other`() async throws {
        let text = try Fixtures.text(console)
        let report = try await read(["a": text, "b": String(try Fixtures.text(result).dropLast(40))])
        #expect(report.sources.map(\.kind) == ["vLLM console report"])
        #expect(report.warnings.contains { $0.hasSuffix("b is not used: it ends too early.") })
    }

    @Test func `several runs are ambiguous and copies of one are not`() async throws {
        let text = try Fixtures.text(result)
        let other = text.replacing("\"duration\": 0.1973699199998009", with: "\"duration\": 0.19736991999")
        #expect(other != text)
        #expect(try await read(["a": text, "b": text]).sources.count == 1)
        #expect(try await read(["a": text + "\n"]).sources.count == 1)
        for files in [["a": text, "b": other], ["a": text + "\n" + other]] {
            guard case .ambiguous = try await problem(files)?.problem else {
                Issue.record("two runs pass for one")
                continue
            }
        }
    }

    @Test func `numbers that JSON does not have are read and left out with a warning`() async throws {
        let text = try Fixtures.text(result)
        #expect(text.contains("\"burstiness\": Infinity"))
        let report = try await read([
            "x": text.replacing("\"mean_itl_ms\": 3.", with: "\"mean_itl_ms\": NaN, \"x\": 3.")
        ])
        #expect(report.reported[MetricID(.itl, .mean)] == nil)
        #expect(report.warnings == ["mean_itl_ms is no number and is left out."])
    }

    @Test(arguments: [
        ("\"mean_itl_ms\"", "\"mean_itl_m\"", "the unit of 'mean_itl_m' is not known"),
        ("\"completed\": 9", "\"completed\": \"9\"", "'completed' holds no figure of its kind"),
        ("\"completed\": 9", "\"completed\": 9.5", "'completed' holds no figure of its kind"),
    ])
    func `a result whose figures are none is of an unknown shape`(old: String, new: String, odd: String) async throws {
        let error = try #require(try await problem(["x": try Fixtures.text(result).replacing(old, with: new)]))
        #expect(error.problem == .unknownShape(odd))
    }

    @Test(arguments: [
        ("\"mean_itl_ms\"", "\"mean_xtl_ms\"", MetricID(.itl, .mean), "no mean for itl"),
        ("\"total_output_tokens\"", "\"total\"", MetricID(.outputTokens), "no figure for tokens.output"),
    ])
    func `a whole result that lacks something is read without it, and says so`(
        old: String,
        new: String,
        metric: MetricID,
        gap: String
    ) async throws {
        let report = try await read(["x": try Fixtures.text(result).replacing(old, with: new)])
        #expect(report.reported[metric] == nil)
        #expect(report.warnings.contains { $0.contains(gap) })
    }

    @Test func `a version that the output speaks against is doubted`() async throws {
        let text = try Fixtures.text(result)
        #expect(try await read(["x": text], version: "0.32.0").warnings.isEmpty)
        #expect(try await read(["x": text], version: "0.20.0").warnings.first?.contains("since 0.30") == true)
        #expect(try await read(["x": try Fixtures.text(console)], version: "0.32.0").warnings.count == 1)
    }

    @Test func `the client in Rust is told by its own block`() async throws {
        let text = try Fixtures.text("tools/vllm/0.33.0/constructed-detailed/output/result.json")
        let report = try await read(["x": "{\"steady_state\": {}, " + text.dropFirst()], version: "0.33.0")
        #expect(report.serverCountedInput == false)
        #expect(report.absent[.inputTokens] != nil)
        #expect(report.warnings.contains { $0.contains("Rust") })
    }
}
