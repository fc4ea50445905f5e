import BenchModel
import Foundation
import Testing

struct MetricIDTests {
    @Test(arguments: [
        "requests.completed", "duration", "throughput.output_tokens", "ttft.mean", "itl.p99.9", "e2el.std",
    ])
    func `an id is read and written alike`(text: String) throws {
        let id = try #require(MetricID(text))
        #expect(id.description == text)
        let json = try JSONEncoder().encode([id: 1.5])
        #expect(String(decoding: json, as: UTF8.self) == #"{"\#(text)":1.5}"#)
        #expect(try JSONDecoder().decode([MetricID: Double].self, from: json) == [id: 1.5])
    }

    @Test(arguments: [
        "", "ttft", "ttft.", "duration.mean", "ttft.p0", "ttft.p100", "ttft.pnan", "ttft.p+5", "ttft.p1e1", "ttft.p050",
        "ttft.median", "TTFT.mean", "requests",
    ])
    func `anything else is no id`(text: String) {
        #expect(MetricID(text) == nil)
    }

    @Test func `reports list families in catalogue order, then mean, percentiles, spread and extremes`() {
        let shuffled = ["itl.mean", "ttft.max", "ttft.p99", "ttft.std", "duration", "ttft.mean", "ttft.min", "ttft.p9"]
        let sorted = shuffled.compactMap { MetricID($0) }.sorted().map(\.description)
        #expect(
            sorted == ["duration", "ttft.mean", "ttft.p9", "ttft.p99", "ttft.std", "ttft.min", "ttft.max", "itl.mean"]
        )
    }

    @Test func `the catalogue has one entry for every family, in the order of the families`() {
        #expect(MetricCatalogue.all.map(\.family) == MetricFamily.allCases)
    }
}
