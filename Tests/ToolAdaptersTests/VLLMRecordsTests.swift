import BenchModel
import Foundation
import TestSupport
import Testing
import ToolAdapters

@Suite struct VLLMRecordsTests {
    /// A result of requests with these gaps after a first stamp at 100 ms.
    private func report(
        itls: [[Double]],
        tokens: [Int],
        errors: [String]? = nil,
        backend: String = "openai-chat",
        version: ToolVersion? = "0.32.0"
    ) async throws -> ToolReport {
        let count = itls.count
        let errors = errors ?? Array(repeating: "", count: count)
        let completed = errors.count { $0.isEmpty }
        let members: [String: any Sendable] = [
            "backend": backend, "endpoint_type": backend, "num_prompts": count, "request_rate": "inf",
            "duration": 2.0, "completed": completed, "failed": count - completed, "total_input_tokens": 10,
            "total_output_tokens": 20, "request_throughput": Double(completed) / 2, "output_throughput": 10,
            "total_token_throughput": 15, "rtfx": 0, "mean_ttft_ms": 100, "median_ttft_ms": 100, "std_ttft_ms": 0,
            "p99_ttft_ms": 100, "input_lens": itls.map { _ in 5 }, "output_lens": tokens,
            "ttfts": itls.map { _ in 0.1 }, "itls": itls, "latencies": itls.map { 0.1 + $0.reduce(0, +) },
            "start_times": itls.indices.map { 1000 + Double($0) }, "queue_times": itls.map { _ in 0.25 },
            "errors": errors,
        ]
        let data = try JSONSerialization.data(withJSONObject: members)
        return try await Fixtures.withTemporaryFolder { folder in
            let file = folder.appending(path: "result")
            try data.write(to: file)
            return try VLLMBench().read(try ToolOutput(path: file.path), version: version)
        }
    }

    private func ttft(_ report: ToolReport) -> Double? { report.records?.first?.ttft }

    private func isClose(_ left: Double?, _ right: Double) -> Bool { left.map { abs($0 - right) < 1e-8 } ?? false }

    @Test func `a role message is no first token`() async throws {
        let report = try await report(itls: [[0.05, 0.01, 0.01]], tokens: [3])
        let record = try #require(report.records?.first)
        #expect(isClose(record.firstChunk.map { $0 - record.sent }, 0.1))
        #expect(isClose(record.ttft, 0.15))
        #expect(isClose(record.e2el, 0.17))
        #expect(isClose(record.tpot, 0.01))
        #expect(record.contentChunks.count == 3)
        #expect(report.absent.isEmpty)
    }

    @Test func `without a role message the first stamp is the first token`() async throws {
        let report = try await report(itls: [[0.01, 0.01]], tokens: [3])
        #expect(isClose(ttft(report), 0.1))
        #expect(report.records?.first?.contentChunks.count == 3)
    }

    @Test func `an empty message at the end is no token`() async throws {
        let report = try await report(itls: [[0.05, 0.01, 0.01, 0.002]], tokens: [3])
        let record = try #require(report.records?.first)
        #expect(isClose(record.ttft, 0.15))
        #expect(record.contentChunks.count == 3)
        #expect(isClose(record.e2el, 0.172))
    }

    @Test(arguments: ["openai-chat", "openai"])
    func `an empty message right after the last token is told from a role message`(backend: String) async throws {
        let report = try await report(itls: [[0.02, 0.02, 0.0001]], tokens: [3], backend: backend)
        let record = try #require(report.records?.first)
        #expect(isClose(record.ttft, 0.1))
        #expect(record.contentChunks.count == 3)
        #expect(isClose(record.e2el, 0.1401))
        let reproduction = try #require(VLLMBench().reproduction(of: report))
        #expect(Set(reproduction.figures.map(\.metric.family)).isSuperset(of: [.ttft, .requestsCompleted]))
    }

    @Test func `one request with a merged message does not change what its server does`() async throws {
        let usual = [0.05, 0.01, 0.01]
        let report = try await report(itls: [usual, [0.05, 0.01], usual], tokens: [3, 3, 3])
        #expect(report.records?.allSatisfy { isClose($0.ttft, 0.15) } == true)
    }

    @Test func `messages of several tokens keep a role message that comes with the first of them`() async throws {
        let report = try await report(itls: [[0.0001, 0.02, 0.02]], tokens: [12])
        #expect(isClose(ttft(report), 0.1001))
        #expect(report.absent.isEmpty)
    }

    @Test func `first stamps that cannot be told apart give no latency of tokens`() async throws {
        let report = try await report(itls: [[0.02, 0.02, 0.02]], tokens: [12])
        #expect(ttft(report) == nil)
        #expect(Set(report.absent.keys) == [.ttft, .tpot, .itl])
        #expect(isClose(report.records?.first?.e2el, 0.16))
    }

    @Test func `from 0_33 on the first stamp is a token`() async throws {
        let report = try await report(itls: [[0.02, 0.02, 0.02]], tokens: [12], version: "0.33.0")
        #expect(isClose(ttft(report), 0.1))
        // It keeps no stamp of what ends an answer.
        #expect(Set(report.absent.keys) == [.e2el, .tpot])
        #expect(report.records?.allSatisfy { $0.lastChoice == nil && $0.lastChoiceBounds == nil } == true)
    }

    @Test func `completions have no role message`() async throws {
        let report = try await report(itls: [[0.02, 0.02, 0.02]], tokens: [3], backend: "openai")
        #expect(isClose(ttft(report), 0.1))
    }

    @Test(arguments: [
        ("Not Found", RequestFailure.Kind.status, "Not Found"),
        (
            "Traceback (most recent call last):\n  File\naiohttp.client_exceptions.ClientConnectorError: no host\n",
            .connect, "aiohttp.client_exceptions.ClientConnectorError: no host"
        ),
        (
            "Traceback\naiohttp.client_exceptions.ClientPayloadError: cut\n", .truncated,
            "aiohttp.client_exceptions.ClientPayloadError: cut"
        ),
        ("Traceback\nTimeoutError\n", .timeout, "TimeoutError"),
        (
            "Never received a valid chunk to calculate TTFT.", .malformed,
            "Never received a valid chunk to calculate TTFT."
        ),
    ])
    func `the reason of a failure is kept`(error: String, kind: RequestFailure.Kind, message: String) async throws {
        let report = try await report(itls: [[0.01, 0.01], []], tokens: [3, 0], errors: ["", error])
        let records = try #require(report.records)
        #expect(records[0].failure == nil)
        #expect(records[1].failure == RequestFailure(kind, message))
        #expect(records[1].sent.nanoseconds == 1_001_000_000_000)
    }

    @Test func `a request without output that the tool takes for completed is a failure and a warning`() async throws {
        let report = try await report(itls: [[0.01, 0.01], []], tokens: [3, 0])
        #expect(report.records?[1].succeeded == false)
        #expect(report.warnings == ["vllm counts 2 requests as completed; 1 of them have output and no error."])
    }

    @Test func `what counts as completed without a token is taken so where it is told, and else nothing is held`()
        async throws
    {
        func counted(_ report: ToolReport) -> Double? {
            let formula = VLLMBench().formula(for: report.version, api: .chat)
            return formula.flatMap { formula in
                report.records.flatMap { FormulaMetrics.compute(formula, of: $0)[MetricID(.requestsCompleted)]?.value }
            }
        }
        let old = try await report(itls: [[0.01, 0.01], []], tokens: [3, 0], version: "0.20.0")
        #expect(old.records?[1].failure?.kind == .inBand && !old.hasUnknownFormula)
        #expect(counted(old) == 2)
        let new = try await report(itls: [[0.01, 0.01], []], tokens: [3, 0])
        #expect(new.hasUnknownFormula && counted(new) == 1)
        let failed = try await report(itls: [[0.01, 0.01], []], tokens: [3, 0], errors: ["", "Not Found"])
        #expect(!failed.hasUnknownFormula && counted(failed) == 1)
    }

    @Test func `lists of different lengths are of an unknown shape`() async throws {
        await #expect(throws: OutputError.self) { try await report(itls: [[0.01], [0.01]], tokens: [2]) }
    }

    /// vLLM's documented definitions on its own lists give what it printed: the lists are understood as it means them.
    @Test func `the lists of a recorded run give the figures that vLLM reports`() throws {
        let (report, _) = try VLLMFixtureTests.read("0.32.0/chat-40x4")
        let records = try #require(report.records)
        let ttfts = records.compactMap { record in record.firstChunk.map { $0 - record.sent } }
        let tpots = zip(records, ttfts).map { record, ttft in
            ((record.e2el ?? 0) - ttft) / Double((record.outputTokens ?? 0) - 1)
        }
        let itls = records.flatMap { record in
            let stamps = [record.firstChunk].compactMap { $0 } + record.contentChunks
            return zip(stamps.dropFirst(), stamps).map { $0 - $1 }
        }
        let samples: [(MetricFamily, [Double])] = [
            (.ttft, ttfts), (.tpot, tpots), (.itl, itls), (.e2el, records.compactMap(\.e2el)),
        ]
        for (family, values) in samples {
            let summary = SampleSummary(values)
            let computed: [(Statistic, Double)] =
                [(.mean, summary.mean), (.standardDeviation, summary.standardDeviation)]
                + [25, 50, 75, 90, 95, 99].map {
                    (.percentile($0), Quantile.linear(summary.sorted, percent: $0))
                }
            for (statistic, value) in computed {
                let reported = try #require(report.reported[MetricID(family, statistic)]?.value)
                #expect(abs(value - reported) < 5e-9, "\(family) \(statistic)")
            }
        }
    }

    /// Each request carries one gap of a few microseconds from role message to first token, which vLLM's ITL counts.
    @Test func `without role messages ITL and TPOT of a recorded run agree`() throws {
        let (report, _) = try VLLMFixtureTests.read("0.32.0/chat-40x4")
        let values = CanonicalMetrics.compute(from: try #require(report.records))
        let tpot = try #require(values[MetricID(.tpot, .mean)]?.value)
        let itl = try #require(values[MetricID(.itl, .mean)]?.value)
        let reported = try #require(report.reported[MetricID(.itl, .mean)]?.value)
        #expect(abs(itl / tpot - 1) < 1e-6)
        #expect(reported < itl * 0.98)
    }
}
