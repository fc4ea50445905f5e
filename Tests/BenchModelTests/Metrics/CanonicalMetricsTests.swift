import BenchModel
import Testing

struct CanonicalMetricsTests {
    private struct Values: Decodable {
        struct Request: Decodable {
            let sent, last, done: Int64
            let chunks: [Int64]
            let input, output: Int
            let failed: Bool
        }
        let requests: [Request]
        let metrics: [String: Double]
    }

    private static func records(_ values: Values) -> [RequestRecord] {
        values.requests.enumerated().map { index, request in
            var record = RequestRecord(index: index, sent: Instant(nanoseconds: request.sent))
            record.contentChunks = ChunkInstants(request.chunks.map { Instant(nanoseconds: $0) })
            record.lastChoice = Instant(nanoseconds: request.last)
            record.done = Instant(nanoseconds: request.done)
            record.inputTokens = request.input
            record.outputTokens = request.output
            if request.failed { record.failure = RequestFailure(.truncated, "cut") }
            return record
        }
    }

    @Test func `every metric of a run with one failure matches numpy`() throws {
        let values = try StatisticsFixture.load("canonical", as: Values.self)
        let metrics = CanonicalMetrics.compute(from: Self.records(values))
        #expect(Set(metrics.keys.map(\.description)) == Set(values.metrics.keys))
        for (name, expected) in values.metrics {
            let value = try #require(MetricID(name).flatMap { metrics[$0] })
            #expect(isClose(value.value, expected, relative: 1e-12), "\(name): \(value.value), numpy \(expected)")
            #expect(value.resolution == 0)
            #expect(value.samples == 4)
        }
    }

    @Test func `a family that one completed request lacks is left out whole, and so is one declared absent`() throws {
        var records = Self.records(try StatisticsFixture.load("canonical", as: Values.self))
        records[0].lastChoice = nil
        let families = Set(CanonicalMetrics.compute(from: records, absent: [.itl]).keys.map(\.family))
        #expect(families.isDisjoint(with: [.e2el, .tpot, .itl]))
        #expect(families.isSuperset(of: [.ttft, .duration, .outputTokens]))
    }

    @Test func `a request with one token counts for no TPOT`() throws {
        var records = Self.records(try StatisticsFixture.load("canonical", as: Values.self))
        records[0].outputTokens = 1
        let mean = try #require(CanonicalMetrics.compute(from: records)[MetricID(.tpot, .mean)])
        #expect(mean.samples == 3)
    }

    @Test func `without a completed request there is no latency and no throughput`() {
        var record = RequestRecord(index: 0, sent: Instant(nanoseconds: 5))
        record.failure = RequestFailure(.connect, "refused")
        let metrics = CanonicalMetrics.compute(from: [record])
        #expect(metrics[MetricID(.requestsFailed)]?.value == 1)
        #expect(metrics.keys.allSatisfy { $0.family.isCount })
    }
}
