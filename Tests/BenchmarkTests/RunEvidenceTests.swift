import BenchModel
import Foundation
import Testing
import ToolAdapters

@testable import Benchmark

struct RunEvidenceTests {
    /// Ten requests of two tokens from second 100 on, one a second, each with a TTFT of 0.2 s and a gap of 0.1 s; the
    /// last ends at 109.3.
    private func served() throws -> ServedRun {
        let lines = (0..<10).map { index in
            let start = 100 + Double(index)
            return """
                {"index":\(index),"id":"a","received":\(start),"chunks":[\(start + 0.2),\(start + 0.3)],\
                "done":\(start + 0.3),"output_tokens":2}
                """
        }
        return try #require(try ServedRun(log: Data(lines.joined(separator: "\n").utf8), requests: 10))
    }

    private func figures(
        _ load: LoadShape = LoadShape(requests: 10, concurrency: 1),
        _ reported: ReportedFigures = ReportedFigures()
    ) throws -> [Figure: Double] {
        // Half a core, from 20 s before the first request to 5 s after the last answer.
        let samples = stride(from: 80.0, through: 115, by: 0.5).map {
            CPUSample(instant: Instant(seconds: $0), cpuSeconds: ($0 - 80) / 2)
        }
        return RunEvidence(
            load: load,
            served: try served(),
            cpu: samples,
            peakMemory: 5e6,
            stealShare: 0.02,
            ended: Instant(seconds: 111.3),
            reported: reported
        ).figures
    }

    private func expect(_ value: Double?, _ expected: Double) throws {
        #expect(abs(try #require(value) - expected) < 1e-6)
    }

    @Test func `CPU time and throughput count from the first request to the last answer`() throws {
        let figures = try figures()
        try expect(figures[.cpuPerChunk], 9.3 / 2 / 20)
        try expect(figures[.chunkRate], 20 / 9.3)
        try expect(figures[.closingTime], 2)
        #expect(figures[.peakMemory] == 5e6)
        #expect(figures[.stealShare] == 0.02)
        #expect(figures[.failedRequests] == 0)
    }

    @Test func `errors are what was reported less the truth`() throws {
        var reported = ReportedFigures()
        reported.ttftMean = 0.25
        reported.ttftP99 = 0.19
        reported.itlMean = 0.101
        let figures = try figures(LoadShape(requests: 10, concurrency: 1), reported)
        try expect(figures[.ttftError], 0.05)
        try expect(figures[.ttftP99Error], -0.01)
        try expect(figures[.itlError], 0.01)
        #expect(figures[.rateError] == nil && figures[.dueError] == nil)
    }

    @Test func `what a client does not report has no error`() throws {
        let figures = try figures()
        #expect(figures[.ttftError] == nil && figures[.itlError] == nil)
    }

    @Test func `an open loop is held against its rate`() throws {
        try expect(try figures(LoadShape(requests: 10, rate: 0.8))[.rateError], 0.25)
    }

    @Test func `with too few slots the wait from the due time is held against the log`() throws {
        var reported = ReportedFigures()
        // Due each half second, received each second: 2.25 s of wait on average, and 0.2 s of TTFT.
        reported.ttftFromDue = 2.45 * 1.1
        let figures = try figures(LoadShape(requests: 10, concurrency: 1, rate: 2), reported)
        try expect(figures[.dueError], 0.1)
        #expect(figures[.rateError] == nil)
    }

    @Test func `a request is failed when either side says so`() throws {
        #expect(try figures(LoadShape(requests: 13, concurrency: 1))[.failedRequests] == 3)
        var reported = ReportedFigures()
        reported.failed = 4
        #expect(try figures(LoadShape(requests: 10, concurrency: 1), reported)[.failedRequests] == 4)
    }
}
