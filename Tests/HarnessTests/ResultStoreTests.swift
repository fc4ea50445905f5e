import BenchModel
import Foundation
import GRDB
import TestSupport
import Testing
import ToolAdapters

@testable import Harness

struct ResultStoreTests {
    private func rows(_ path: String, _ sql: String) throws -> [Row] {
        try DatabaseQueue(path: path).read { try Row.fetchAll($0, sql: sql) }
    }

    private func named(_ row: Row, _ metric: String, _ view: String) -> Bool {
        let names: [String?] = [row["metric"], row["view"]]
        return names == [metric, view]
    }

    private func withStore(_ body: (ResultStore, String) async throws -> Void) async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let path = folder.appending(path: "results.sqlite").path
            try await body(try ResultStore(path: path), path)
        }
    }

    @Test func `a run's tables hold what was saved`() async throws {
        try await withStore { store, path in
            var report = HarnessSamples.report(HarnessSamples.vllm)
            report.records?[2].failure = RequestFailure(.status, "HTTP 500")
            report.reported[MetricID(.ttft, .mean)] = MetricValue(
                0.02,
                resolution: 0.5e-5,
                sourceName: "Mean TTFT (ms)",
                sourceText: "20.00",
                samples: 6
            )
            let account = AccountFactory.account(of: report)
            let exit = ToolExit(reason: .exited(code: 0), seconds: 1.5, cpuSeconds: 0.25)
            let run = HarnessSamples.run(HarnessSamples.vllm, exit: exit, round: 3)
            try store.save(run, account: account, records: report.records ?? [])

            let saved = try #require(try rows(path, "SELECT * FROM run").first)
            #expect((saved["round"] as Int?) == 3)
            #expect((saved["tool"] as String?) == "vllm")
            #expect((saved["version"] as String?) == "1.0.0")
            #expect((saved["seconds"] as Double?) == 1.5)
            #expect((saved["cpu_seconds"] as Double?) == 0.25)
            let argv: String = saved["argv"]
            #expect(try JSONDecoder().decode([String].self, from: Data(argv.utf8)) == run.argv)

            let metrics = try rows(path, "SELECT * FROM metric")
            #expect(metrics.count == account.views.values.reduce(0) { $0 + $1.count })
            let ttft = try #require(metrics.first { named($0, "ttft.mean", "reported") })
            #expect((ttft["value"] as Double?) == 0.02)
            #expect((ttft["resolution"] as Double?) == 0.5e-5)
            #expect((ttft["unit"] as String?) == "s")
            #expect((ttft["source_name"] as String?) == "Mean TTFT (ms)")
            #expect((ttft["source_text"] as String?) == "20.00")
            #expect((ttft["samples"] as Int?) == 6)

            let requests = try rows(path, "SELECT * FROM request ORDER BY number")
            #expect(requests.count == 6)
            let first = try #require(report.records?.first)
            #expect((requests[0]["sent"] as Int64?) == first.sent.nanoseconds)
            #expect((requests[0]["failure"] as String?) == nil)
            #expect((requests[0]["first_content"] as Int64?) == first.contentChunks.first?.nanoseconds)
            #expect((requests[2]["failure"] as String?) == "status")
            #expect((requests[2]["failure_message"] as String?) == "HTTP 500")
            let chunks: Data = requests[0]["content_chunks"]
            let instants = chunks.withUnsafeBytes { bytes in
                stride(from: 0, to: bytes.count, by: 8).map { bytes.loadUnaligned(fromByteOffset: $0, as: Int64.self) }
            }
            #expect(instants == first.contentChunks.map(\.nanoseconds))
        }
    }

    @Test func `a run that failed is kept with its reason`() async throws {
        try await withStore { store, path in
            var run = HarnessSamples.run()
            run.failure = "it crashed"
            try store.save(run, account: nil, records: [])
            let saved = try #require(try rows(path, "SELECT * FROM run").first)
            #expect((saved["failure"] as String?) == "it crashed")
            #expect((saved["seconds"] as Double?) == nil)
            #expect(try rows(path, "SELECT * FROM metric").isEmpty)
        }
    }

    @Test func `the verdict is kept whole`() async throws {
        try await withStore { store, path in
            try store.save(ReportSamples.threeRounds)
            let saved = try #require(try rows(path, "SELECT * FROM verdict").first)
            #expect((saved["verdict"] as String?) == ReportSamples.threeRounds.verdict.rawValue)
            let text: String = saved["document"]
            #expect(try VerdictJSON.decode(Data(text.utf8)) == ReportSamples.threeRounds)
        }
    }

    @Test func `what cannot be written is an error that names the file, and leaves no half run`() async throws {
        try await withStore { store, path in
            let record = HarnessSamples.record(1, sent: 1, ttft: 0.1, e2el: 0.2)
            let error = await HarnessSamples.failure {
                try store.save(HarnessSamples.run(), account: nil, records: [record, record])
            }
            guard case .cannotWrite(path, let reason)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(!reason.isEmpty)
            let runs = try rows(path, "SELECT * FROM run")
            #expect(runs.isEmpty)
        }
        let error = await HarnessSamples.failure { _ = try ResultStore(path: "/proc/nowhere/results.sqlite") }
        guard case .cannotWrite("/proc/nowhere/results.sqlite", _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
