import BenchModel
import Foundation
import TestSupport
import Testing
import ToolAdapters

/// Every folder `fixtures/tools/vllm/<version>/<case>` is a test: what is in `output` must give `expected.json`.
@Suite struct VLLMFixtureTests {
    struct Expected: Decodable {
        struct Figure: Decodable {
            let value: Double
            let resolution: Double
        }

        let metrics: [String: Figure]
        let canonical: [String: Double]?
        let records: Int?
        let absent: [String]
        let server_counted_input: Bool?
        let warnings: Int
    }

    static let cases = Fixtures.cases("tools/vllm").flatMap { version in
        Fixtures.cases("tools/vllm/\(version)").map { "\(version)/\($0)" }
    }

    static func read(_ name: String) throws -> (report: ToolReport, expected: Expected) {
        let output = try ToolOutput(path: Fixtures.path("tools/vllm/\(name)/output"))
        let version = try #require(ToolVersion(name.prefix { $0 != "/" }))
        let expected = try JSONDecoder().decode(
            Expected.self,
            from: Data(contentsOf: Fixtures.url("tools/vllm/\(name)/expected.json"))
        )
        return (try VLLMBench().read(output, version: version), expected)
    }

    @Test(arguments: cases)
    func `an output gives what was found by another route`(name: String) throws {
        let (report, expected) = try Self.read(name)
        #expect(report.tool == ToolID("vllm"))
        #expect(Set(report.reported.keys.map(\.description)) == Set(expected.metrics.keys))
        for (metric, value) in report.reported {
            let figure = try #require(expected.metrics[metric.description])
            #expect(isClose(value.value, figure.value), "\(metric): \(value.value), not \(figure.value)")
            #expect(isClose(value.resolution, figure.resolution), "\(metric): ±\(value.resolution)")
            #expect(value.sourceName != nil && value.sourceText != nil)
            #expect(value.samples == report.reported[MetricID(.requestsCompleted)].map { Int($0.value) })
        }
        #expect(report.serverCountedInput == expected.server_counted_input)
        #expect(report.records?.count == expected.records)
        #expect(report.absent.keys.map(\.rawValue).sorted() == expected.absent)
        #expect(report.warnings.count == expected.warnings, "\(report.warnings)")
    }

    @Test(arguments: cases)
    func `records give the canonical figures that were found by another route`(name: String) throws {
        let (report, expected) = try Self.read(name)
        guard let canonical = expected.canonical else { return }
        let records = try #require(report.records)
        let values = CanonicalMetrics.compute(from: records, absent: Set(report.absent.keys))
        for (name, value) in canonical {
            let metric = try #require(MetricID(name))
            let found = try #require(values[metric]?.value, "\(name)")
            // Instants are whole nanoseconds.
            #expect(abs(found - value) < 3e-9 * max(1, value / 1e-2), "\(name): \(found), not \(value)")
        }
    }

    @Test func `there are fixtures for old and new versions`() {
        #expect(Self.cases.count >= 12)
    }

    private func isClose(_ left: Double, _ right: Double) -> Bool { abs(left - right) <= 1e-12 * max(1, abs(right)) }
}
