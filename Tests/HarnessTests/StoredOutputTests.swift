import BenchModel
import Foundation
import TestSupport
import Testing
import Traffic

@testable import Harness
@testable import ToolAdapters

struct StoredOutputTests {
    /// What a native run leaves in its folder: that many requests of that TTFT in seconds.
    static func writeNative(
        to folder: URL,
        ttft: Double,
        cpuShare: Double = 0.1,
        run: RunRecord? = HarnessSamples.run()
    ) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let result = LoadResult(
            records: HarnessSamples.report(ttft: ttft).records ?? [],
            client: ClientUsage(cpuSeconds: 1, peakMemoryBytes: 1, cpuShare: cpuShare, loopLagP99: nil),
            interrupted: false,
            started: Instant(seconds: 100),
            ended: Instant(seconds: 110),
            connectionsOpened: 1,
            peakInFlight: 1
        )
        try NativeReportWriter.write(result, to: folder.path)
        if let run { try JSONEncoder().encode(run).write(to: folder.appending(path: "run.json")) }
    }

    static let ended = HarnessSamples.run(exit: ToolExit(reason: .exited(code: 0), seconds: 1))

    private func ttft(_ report: ToolReport?) -> Double? { report?.reported[MetricID(.ttft, .mean)]?.value }

    @Test func `a tool under a name of the recipe's is read and held against its requests by its adapter`() async throws
    {
        try await Fixtures.withTemporaryFolder { folder in
            var run = Self.ended
            run.tool = ToolID("again")
            run.adapter = .native
            try Self.writeNative(to: folder.appending(path: "round-1/again"), ttft: 0.1, run: run)
            let output = try ComparedOutput(ToolID("again"), path: folder.path)
            #expect(output.reports[1]?.tool == ToolID("again"))
            #expect(try #require(output.reproductions[1]).figures.count > 5)
        }
    }

    @Test func `a result folder gives every round by its number`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            for round in [1, 3, 10] {
                try Self.writeNative(
                    to: folder.appending(path: "round-\(round)/native"),
                    ttft: Double(round) / 100,
                    run: Self.ended
                )
            }
            try FileManager.default.createDirectory(
                at: folder.appending(path: "round-2/vllm"),
                withIntermediateDirectories: true
            )
            let reports = try StoredOutput.read(.native, path: folder.path)
            #expect(reports.keys.sorted() == [1, 3, 10])
            for (round, report) in reports {
                #expect(abs((ttft(report) ?? 0) - Double(round) / 100) < 1e-9)
                #expect(report.records?.count == 6)
            }
        }
    }

    @Test func `a round that was stopped is left out`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            try Self.writeNative(to: folder.appending(path: "round-1/native"), ttft: 0.1, run: Self.ended)
            let stopped = folder.appending(path: "round-2/native")
            try FileManager.default.createDirectory(at: stopped, withIntermediateDirectories: true)
            try JSONEncoder().encode(HarnessSamples.run(round: 2)).write(to: stopped.appending(path: "run.json"))
            #expect(try StoredOutput.read(.native, path: folder.path).keys.sorted() == [1])
        }
    }

    @Test func `the version is the one that the run recorded`() async throws {
        let output = Fixtures.url("tools/vllm/0.32.0/chat-40x4/output")
        try await Fixtures.withTemporaryFolder { folder in
            let copy = folder.appending(path: "round-1/vllm")
            try FileManager.default.createDirectory(
                at: copy.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try FileManager.default.copyItem(at: output, to: copy)
            var run = HarnessSamples.run(HarnessSamples.vllm, exit: FakeAdapter.success)
            run.version = "0.32.0"
            try JSONEncoder().encode(run).write(to: copy.appending(path: "run.json"))
            let report = try StoredOutput.read(HarnessSamples.vllm, path: folder.path)[1]
            #expect(report?.version == "0.32.0")
            #expect(report?.records?.count == 40)
        }
    }

    @Test func `what is not there, is not known or cannot be read is told apart`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            func failure(_ tool: ToolID, _ path: String) async -> HarnessError? {
                await HarnessSamples.failure { _ = try StoredOutput.read(tool, path: path) }
            }
            guard case .cannotRead? = await failure(.native, folder.path + "/nowhere"),
                case .unknownTool("wrk", _)? = await failure(ToolID("wrk"), folder.path),
                case .output? = await failure(.native, folder.path)
            else {
                Issue.record("one of them was taken for another")
                return
            }
        }
    }
}
