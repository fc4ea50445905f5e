import BenchModel
import Foundation
import Testing

struct GoodputTests {
    /// Latencies in milliseconds; sent at 0.
    private func record(ttft: Double, e2el: Double, output: Int? = 11) -> RequestRecord {
        var record = RequestRecord(index: 0, sent: Instant(seconds: 0))
        record.firstContent = record.sent + ttft / 1000
        record.lastChoice = record.sent + e2el / 1000
        record.outputTokens = output
        return record
    }

    private func level(ttft: Double? = nil, tpot: Double? = nil, e2el: Double? = nil) throws -> ServiceLevel {
        var limits: [MetricFamily: Double] = [:]
        limits[.ttft] = ttft.map { $0 / 1000 }
        limits[.tpot] = tpot.map { $0 / 1000 }
        limits[.e2el] = e2el.map { $0 / 1000 }
        return try #require(ServiceLevel(limits))
    }

    @Test func `a good request holds every limit, also just so`() throws {
        // TPOT is 10 ms.
        let record = record(ttft: 100, e2el: 200)
        #expect(try level(ttft: 100).holds(for: record))
        #expect(try level(tpot: 10.001, e2el: 200).holds(for: record))
        #expect(try !level(ttft: 99).holds(for: record))
        #expect(try !level(ttft: 100, tpot: 9.9).holds(for: record))
        #expect(try !level(ttft: 100, e2el: 199).holds(for: record))
    }

    @Test func `one output token holds any TPOT, and an unknown latency holds none`() throws {
        #expect(try level(tpot: 0.001).holds(for: record(ttft: 1, e2el: 9, output: 1)))
        #expect(try !level(tpot: 1000).holds(for: record(ttft: 1, e2el: 9, output: nil)))
        var silent = record(ttft: 1, e2el: 9)
        silent.firstContent = nil
        #expect(try !level(ttft: 1000).holds(for: silent))
    }

    @Test func `a failed request is not good, and counts in the share`() throws {
        var failed = record(ttft: 1, e2el: 2)
        failed.failure = RequestFailure(.status, "")
        let records = [record(ttft: 1, e2el: 2), record(ttft: 50, e2el: 60), record(ttft: 2, e2el: 3), failed]
        let goodput = Goodput(try level(ttft: 10), records: records, duration: 4)
        #expect(goodput.requests == 2 && goodput.share == 0.5 && goodput.perSecond == 0.5)
        let none = Goodput(try level(ttft: 10), records: [], duration: nil)
        #expect(none.requests == 0 && none.share == 0 && none.perSecond == nil)
    }

    @Test func `only latencies of a request can be asked for`() {
        #expect(ServiceLevel([:]) == nil)
        #expect(ServiceLevel([.itl: 1]) == nil)
    }

    @Test func `its JSON names the limits by metric`() throws {
        let goodput = Goodput(try level(ttft: 200), records: [record(ttft: 1, e2el: 2)], duration: 2)
        let json = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(goodput))
        #expect(json == ["slo": ["ttft": 0.2], "requests": 1, "share": 1, "per_second": 0.5])
        #expect(try JSONDecoder().decode(Goodput.self, from: JSONEncoder().encode(goodput)) == goodput)
    }
}
