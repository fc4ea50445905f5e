import BenchModel
import Foundation
import TestSupport
import Testing
import Traffic

@testable import ToolAdapters

struct NativeReportReaderTests {
    private static func result(interrupted: Bool = false) -> LoadResult {
        let records = (0..<4).map { index in
            var record = RequestRecord(index: index, sent: Instant(seconds: 10 + Double(index)))
            record.head = record.sent + 0.01
            record.contentChunks = [record.sent + 0.02, record.sent + 0.03]
            record.lastChoice = record.contentChunks.last
            record.done = record.sent + 0.04
            record.inputTokens = 7
            record.outputTokens = 2
            if index == 2 { record.failure = RequestFailure(.timeout, "it took \"too\" long") }
            if index == 3, interrupted { record.failure = RequestFailure(.cancelled, "") }
            return record
        }
        return LoadResult(
            records: records,
            client: ClientUsage(cpuSeconds: 1, peakMemoryBytes: 9, cpuShare: 0.5, loopLagP99: 0.001),
            interrupted: interrupted,
            started: Instant(seconds: 10),
            ended: Instant(seconds: 14),
            connectionsOpened: 2,
            peakInFlight: 1
        )
    }

    private func read(_ folder: URL) throws -> ToolReport {
        try NativeEngine().read(try ToolOutput(path: folder.path), version: nil)
    }

    /// Nil when it was read.
    private func problem(_ folder: URL) throws -> OutputError.Problem? {
        do {
            _ = try read(folder)
            return nil
        } catch let error as OutputError { return error.problem }
    }

    private func withOutput(interrupted: Bool = false, _ body: (URL) async throws -> Void) async throws {
        try await Fixtures.withTemporaryFolder { folder in
            try NativeReportWriter.write(Self.result(interrupted: interrupted), to: folder.path)
            try await body(folder)
        }
    }

    @Test func `what was written is read back`() async throws {
        try await withOutput { folder in
            let report = try read(folder)
            #expect(report.records == Self.result().records)
            let document = NativeReportWriter.document(of: Self.result())
            #expect(report.reported.mapValues(\.value) == document.metrics.mapValues(\.value))
            #expect(report.reported[MetricID(.requestsCompleted)]?.value == 3)
            #expect(report.reported[MetricID(.requestsFailed)]?.value == 1)
            #expect(report.version?.description == Release.version)
            #expect(report.sources.count == 2 && report.warnings.isEmpty)
            #expect(report.health == document.health && report.health?.healthy == true)
        }
    }

    @Test func `a run that was stopped is doubted, and what it broke off is not in it`() async throws {
        try await withOutput(interrupted: true) { folder in
            let report = try read(folder)
            #expect(report.records?.count == 3)
            #expect(report.warnings.count == 1)
        }
    }

    @Test func `a measurement that ends anywhere is an error`() async throws {
        try await withOutput { folder in
            let file = folder.appending(path: "measurement.json")
            let whole = try Data(contentsOf: file)
            for length in stride(from: 0, to: whole.count - 2, by: 37) {
                if length.isMultiple(of: 16) { await Task.yield() }
                try whole.prefix(length).write(to: file)
                let problem = try problem(folder)
                #expect(problem == .cutOff || (length < 64 && problem == .missing), "cut at \(length)")
            }
        }
    }

    @Test func `records that end anywhere are an error, also between two lines`() async throws {
        try await withOutput { folder in
            let file = folder.appending(path: "records.jsonl")
            let whole = try Data(contentsOf: file)
            let lines = whole.split(separator: 10)
            for length in [20, whole.count / 2, whole.count - 4] + [lines[0].count + 1] {
                try whole.prefix(length).write(to: file)
                #expect(try problem(folder) == .cutOff, "cut at \(length)")
            }
        }
    }

    @Test func `the measurement alone is enough, and two are too many`() async throws {
        try await withOutput { folder in
            let file = folder.appending(path: "measurement.json")
            #expect(try NativeEngine().read(try ToolOutput(path: file.path), version: nil).records == nil)
            try FileManager.default.copyItem(at: file, to: folder.appending(path: "other.txt"))
            guard case .ambiguous? = try problem(folder) else {
                Issue.record("one of two was taken")
                return
            }
        }
        try await Fixtures.withTemporaryFolder { folder in
            let found = try problem(folder)
            #expect(found == .missing)
        }
    }
}
