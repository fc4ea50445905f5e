import BenchModel
import Foundation
import Testing

@testable import Benchmark

struct ServedRunTests {
    private func line(
        _ index: Int,
        received: Double,
        chunks: [Double],
        done: Double?,
        id: String = #""a""#,
        tokens: Int? = nil
    ) -> String {
        let done = done.map { "\($0)" } ?? "null"
        return """
            {"index":\(index),"id":\(id),"received":\(received),"chunks":\(chunks),"done":\(done),\
            "output_tokens":\(tokens ?? chunks.count)}
            """
    }

    private func served(_ lines: [String], requests: Int) throws -> ServedRun? {
        try ServedRun(log: Data(lines.joined(separator: "\n").utf8), requests: requests)
    }

    @Test func `latencies and the window are those of the log`() throws {
        let run = try #require(
            try served(
                [
                    line(1, received: 11, chunks: [11.1, 11.3], done: 11.5),
                    line(0, received: 10, chunks: [10.2, 10.3, 10.4], done: 10.4),
                ],
                requests: 2
            )
        )
        #expect(run.requests == 2 && run.completed == 2 && run.chunks == 5)
        #expect(run.start == Instant(seconds: 10) && run.end == Instant(seconds: 11.5))
        #expect(run.ttfts.map { ($0 * 10).rounded() } == [2, 1])
        // Gaps of 0.1, 0.1 and 0.2 s.
        #expect(abs(try #require(run.meanITL) - 0.4 / 3) < 1e-9)
        #expect(run.arrivals == [0, 1])
        #expect(run.arrivalRate == 1)
    }

    @Test func `a test request before the run and what generates nothing are left out`() throws {
        let run = try #require(
            try served(
                [
                    line(0, received: 1, chunks: [], done: 1, id: "null"),
                    line(1, received: 2, chunks: [2.5], done: 2.5),
                    line(2, received: 30, chunks: [30.1], done: 30.1),
                    line(3, received: 31, chunks: [31.1], done: 31.1),
                ],
                requests: 2
            )
        )
        #expect(run.start == Instant(seconds: 30))
        #expect(run.chunks == 2)
    }

    @Test func `an answer without an end is not completed`() throws {
        let run = try #require(
            try served(
                [
                    line(0, received: 1, chunks: [1.5], done: 1.5),
                    line(1, received: 1, chunks: [1.6, 1.9], done: nil),
                ],
                requests: 2
            )
        )
        #expect(run.completed == 1)
        #expect(run.end == Instant(seconds: 1.9))
    }

    @Test func `a log without chunks counts them and knows no latency`() throws {
        let run = try #require(try served([line(0, received: 1, chunks: [], done: 2, tokens: 50)], requests: 1))
        #expect(run.chunks == 50 && run.ttfts.isEmpty && run.meanITL == nil && run.arrivalRate == nil)
    }

    @Test func `no answer is no run`() throws {
        #expect(try served([], requests: 3) == nil)
        #expect(try served([line(0, received: 1, chunks: [], done: 1, id: "null")], requests: 3) == nil)
    }

    @Test func `the wait is counted from even gaps`() throws {
        let lines = (0..<4).map { line($0, received: 5 + Double($0), chunks: [9], done: 9) }
        // Due at 0, 0.5, 1, 1.5 s and received at 0, 1, 2, 3 s.
        #expect(try served(lines, requests: 4)?.meanWait(rate: 2) == 0.75)
    }
}
