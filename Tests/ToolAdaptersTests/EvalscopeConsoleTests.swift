import BenchModel
import Foundation
import TestSupport
import Testing
import ToolAdapters

@Suite struct EvalscopeConsoleTests {
    private func read(_ text: String) async throws -> ToolReport {
        try await Fixtures.withTemporaryFolder { folder in
            let file = folder.appending(path: "whatever.txt")
            try Data(text.utf8).write(to: file)
            return try EvalscopePerf().read(try ToolOutput(path: file.path))
        }
    }

    private func seed() throws -> String { try Fixtures.text("tools/evalscope/1.1.0/seed-console/console.txt") }

    @Test(arguments: [
        ("17507.8", 0.05), ("87.575", 0.000_05), ("100", 0.000_5), ("8757.5", 0.005), ("0.0049", 0.000_05),
        ("1.23457e+06", 5),
    ])
    func `six significant digits are all that a grid table prints`(_ text: String, _ halfWidth: Double) async throws {
        let console = try seed().replacing("| 17507.8 |", with: "| \(text) |")
        let value = try await read(console).reported[MetricID(.totalThroughput)]
        #expect(value?.value == Double(text))
        #expect(abs((value?.resolution ?? 0) - halfWidth) < 1e-9)
    }

    @Test func `the unit is the label's, whatever the release`() async throws {
        let console = try seed().replacing(
            "| Average time to first token (s) | 0.0641 |",
            with: "| Average time to first token (ms) | 64.1 |"
        )
        let value = try #require(try await read(console).reported[MetricID(.ttft, .mean)])
        #expect(abs(value.value - 0.0641) < 1e-12)
    }

    @Test func `a unit that the metric cannot have is refused`() async throws {
        let console = try seed().replacing("Average latency (s)", with: "Average latency (tok/s)")
        await #expect(throws: OutputError.self) { try await read(console) }
    }

    @Test func `of several summaries one has to be named, and a copy of one is none`() async throws {
        let other = try seed().replacing("| 0.0641 |", with: "| 0.9 |")
        #expect(try await read(seed() + "\n" + seed()).reported[MetricID(.ttft, .mean)]?.value == 0.0641)
        let error = await #expect(throws: OutputError.self) { try await read(other + "\n" + seed()) }
        guard case .ambiguous(let list)? = error?.problem else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(list.contains("whatever.txt:2: concurrency 50, 500 requests, 5.7095 s"))
    }

    @Test func `throughputs that do not belong to the duration are doubted`() async throws {
        let console = try seed().replacing("| 87.575 |", with: "| 191.9 |")
        #expect(try await read(console).warnings.contains { $0.contains("1.1.1 to 1.3.0") })
    }

    @Test func `a summary alone is read with a warning`() async throws {
        let console = try seed()
        let end = try #require(console.range(of: "2025-10-20")?.lowerBound)
        let report = try await read(String(console[..<end]))
        #expect(report.reported[MetricID(.e2el, .percentile(99))] == nil)
        #expect(report.warnings.contains { $0.contains("no percentile table") })
    }

    @Test func `several whole numbers of tokens leave the sum open`() async throws {
        let console = try seed().replacing("| 99.918 |", with: "| 1234.57 |")
        let value = try #require(try await read(console).reported[MetricID(.inputTokens)])
        #expect(value.value == 617_285)
        #expect(abs(value.resolution - 2.5) < 1e-9)
    }

    @Test func `an average that no whole number of tokens gives is doubted`() async throws {
        let console = try seed().replacing("| 99.918 |", with: "| 99.917 |")
        let report = try await read(console)
        #expect(report.warnings.contains { $0.contains("no whole number of tokens") })
        #expect(abs((report.reported[MetricID(.inputTokens)]?.value ?? 0) - 49_958.5) < 1e-6)
    }

    @Test func `other text is not evalscope's`() async throws {
        let error = await #expect(throws: OutputError.self) { try await read("Mean TTFT (ms): 33.14\n") }
        #expect(error?.problem == .missing)
    }

    @Test func `a log without a summary is cut off`() async throws {
        let log = "2026-11-22 20:28:06 - evalscope - INFO: Starting benchmark with args: \n"
        let error = await #expect(throws: OutputError.self) { try await read(log) }
        #expect(error?.problem == .cutOff)
    }

    @Test func `two points of a sweep are ambiguous and named`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let source = Fixtures.url("tools/evalscope/1.14.1/plain/outputs/run/parallel_4_number_20")
            for name in ["parallel_4_number_20", "parallel_8_number_20"] {
                try FileManager.default.copyItem(at: source, to: folder.appending(path: name))
            }
            let error = #expect(throws: OutputError.self) {
                try EvalscopePerf().read(try ToolOutput(path: folder.path))
            }
            guard case .ambiguous(let list) = error?.problem else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(list.contains("parallel_4_number_20/") && list.contains("parallel_8_number_20/"))
        }
    }
}
