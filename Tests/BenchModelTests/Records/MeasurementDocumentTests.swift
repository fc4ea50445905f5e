import BenchModel
import Foundation
import Testing

struct MeasurementDocumentTests {
    private static let client = ClientUsage(cpuSeconds: 0, peakMemoryBytes: 0, cpuShare: 0, loopLagP99: nil)

    /// One after the other, 1 s each, the first token after 0.1 s more each time, then three gaps of 0.01 s.
    private static var records: [RequestRecord] {
        (0..<4).map { index in
            var record = RequestRecord(index: index, sent: Instant(seconds: 10 + Double(index)))
            let first = record.sent + 0.1 * Double(index + 1)
            record.contentChunks = ChunkInstants((0..<4).map { first + 0.01 * Double($0) })
            record.lastChoice = record.contentChunks.last
            record.done = record.sent + 1
            record.outputTokens = 4
            record.inputTokens = 1
            return record
        }
    }

    private func document(_ records: [RequestRecord], load: AskedLoad? = nil) -> MeasurementDocument {
        MeasurementDocument(records: records, client: Self.client, load: load, interrupted: false)
    }

    @Test func `histograms count every request and every gap of those that completed`() throws {
        var records = Self.records
        records[3].failure = RequestFailure(.status, "")
        let histograms = try #require(document(records).histograms)
        #expect(histograms.mapValues(\.total) == [.ttft: 3, .tpot: 3, .itl: 9, .e2el: 3])
        #expect(histograms[.ttft]?.low == 0.1 && histograms[.ttft]?.above == 1)
        #expect(document([]).histograms == [:])
    }

    @Test func `the mean in flight is over the time in which requests were sent`() throws {
        #expect(abs(try #require(document(Self.records).meanInFlight) - 1) < 1e-9)
        #expect(document(Array(Self.records.prefix(1))).meanInFlight == nil)
        var twice = Self.records + Self.records
        // Ends after the last one is sent: what comes then does not count.
        twice[3].done = Instant(seconds: 99)
        #expect(abs(try #require(document(twice).meanInFlight) - 2) < 1e-9)
    }

    @Test func `the mean in flight leaves out the time until every slot has had a request`() throws {
        var records = (0..<8).map { index in
            // Four slots, the first requests of which go out 10 ms apart.
            RequestRecord(
                index: index,
                sent: Instant(seconds: index < 4 ? Double(index) * 0.01 : 1 + Double(index) * 0.01)
            )
        }
        for index in records.indices {
            records[index].done = Instant(seconds: index < 4 ? 1.04 + Double(index) * 0.01 : 9)
        }
        let mean = try #require(document(records, load: AskedLoad(concurrency: 4)).meanInFlight)
        #expect(abs(mean - 4) < 0.01)
        #expect(document(records, load: AskedLoad(concurrency: 8)).meanInFlight == nil)
    }

    @Test func `answers that came whole have an end and no tokens in time`() {
        let whole = document(Self.records, load: AskedLoad(streams: false))
        #expect(Set(whole.metrics.keys.map(\.family)).isDisjoint(with: [.ttft, .tpot, .itl]))
        #expect(whole.metrics[MetricID(.e2el, .mean)] != nil && whole.histograms?.keys.map(\.self) == [.e2el])
    }

    /// A measurement that is cut off is known by its beginning.
    @Test func `it begins with the connections that were opened`() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var document = document(Self.records, load: AskedLoad(concurrency: 1))
        document.client.busyTurnP99 = 1
        document.client.loopLagMaximum = 1
        let data = try encoder.encode(document)
        #expect(String(decoding: data, as: UTF8.self).hasPrefix(#"{"client":{"connections_opened":"#))
        #expect(try JSONDecoder().decode(MeasurementDocument.self, from: data) == document)
    }
}
