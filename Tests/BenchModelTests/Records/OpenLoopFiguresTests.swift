import BenchModel
import Foundation
import Testing

/// The open loop's part of `measurement.json`.
struct OpenLoopFiguresTests {
    private static let client = ClientUsage(cpuSeconds: 0, peakMemoryBytes: 0, cpuShare: 0, loopLagP99: nil)

    /// Due at 11, 12 and 13 s, sent 0, 1 and 2 s late; first token after 0.5 s, last after 1 s.
    private static var records: [RequestRecord] {
        (0..<3).map { index in
            var record = RequestRecord(index: index, sent: Instant(seconds: 11 + 2 * Double(index)))
            record.due = Instant(seconds: 11 + Double(index))
            record.firstContent = record.sent + 0.5
            record.lastChoice = record.sent + 1
            return record
        }
    }

    private func document(_ records: [RequestRecord], start: Instant?) -> MeasurementDocument {
        MeasurementDocument(records: records, client: Self.client, interrupted: false, scheduleStart: start)
    }

    @Test func `latencies count from the due time too`() throws {
        let openLoop = try #require(document(Self.records, start: Instant(seconds: 10)).openLoop)
        let ttft = try #require(openLoop.ttftFromDue)
        let e2el = try #require(openLoop.e2elFromDue)
        #expect(abs(ttft.mean - 1.5) < 1e-9 && abs(ttft.p50 - 1.5) < 1e-9 && abs(ttft.p99 - 2.48) < 1e-9)
        #expect(abs(e2el.mean - 2) < 1e-9 && abs(e2el.p50 - 2) < 1e-9 && abs(e2el.p99 - 2.98) < 1e-9)
        #expect(abs(try #require(openLoop.sendLagP99) - 1.98) < 1e-9)
        // Three from 10 s to 15 s.
        #expect(openLoop.achievedRate == 0.6)
        // By 13 s, had they been in time.
        #expect(openLoop.askedRate == 1 && openLoop.sent == 3)
    }

    @Test func `failed requests are in the lag and the rate but in no latency`() throws {
        var records = Self.records
        records[2].failure = RequestFailure(.status, "")
        let openLoop = try #require(document(records, start: Instant(seconds: 10)).openLoop)
        #expect(openLoop.ttftFromDue?.mean == 1)
        #expect(openLoop.achievedRate == 0.6)
        let none = try #require(document([], start: Instant(seconds: 10)).openLoop)
        #expect(none.ttftFromDue == nil && none.sendLagP99 == nil && none.achievedRate == nil)
    }

    @Test func `a closed loop's document does not speak of it`() throws {
        let closed = document(Self.records, start: nil)
        #expect(closed.openLoop == nil)
        #expect(!String(decoding: try JSONEncoder().encode(closed), as: UTF8.self).contains("open_loop"))
        let open = document(Self.records, start: Instant(seconds: 10))
        let data = try JSONEncoder().encode(open)
        #expect(try JSONDecoder().decode(MeasurementDocument.self, from: data) == open)
        let json = try JSONDecoder().decode(JSONValue.self, from: data)
        #expect(json["open_loop"]?["ttft_from_due"]?["p50"] != nil && json["open_loop"]?["send_lag_p99"] != nil)
    }
}
