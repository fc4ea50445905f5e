import BenchModel
import Foundation
import TestSupport
import Testing
import ToolAdapters

/// One folder of recorded output with what must be found in it.
struct EvalscopeCase: CustomTestStringConvertible, Sendable {
    struct Figure: Decodable, Sendable {
        let value: Double
        let resolution: Double
    }

    private struct Expected: Decodable {
        let version: String
        let reported: [String: Figure]
        let canonical: [String: Double]?
        let requests: Int?
        let absent: [MetricFamily]?
    }

    let name: String
    let version: ToolVersion?
    let reported: [String: Figure]
    let canonical: [String: Double]?
    let requests: Int?
    let absent: Set<MetricFamily>

    var path: String { Fixtures.path("tools/evalscope/" + name) }
    var testDescription: String { name }

    static let all: [EvalscopeCase] = Fixtures.cases("tools/evalscope").flatMap { version in
        Fixtures.cases("tools/evalscope/\(version)").compactMap { try? EvalscopeCase("\(version)/\($0)") }
    }

    init(_ name: String) throws {
        self.name = name
        let data = try Data(contentsOf: Fixtures.url("tools/evalscope/\(name)/expected.json"))
        let expected = try JSONDecoder().decode(Expected.self, from: data)
        version = ToolVersion(expected.version)
        reported = expected.reported
        canonical = expected.canonical
        requests = expected.requests
        absent = Set(expected.absent ?? [])
    }

    func read() throws -> ToolReport { try EvalscopePerf().read(try ToolOutput(path: path), version: version) }

    /// Every log of the run that holds the tables, read on its own.
    func consoles() throws -> [ToolReport] {
        try ToolOutput(path: path).files.filter { $0.hasSuffix(".log") && !$0.hasSuffix("stdout.log") }.map {
            try EvalscopePerf().read(try ToolOutput(path: $0), version: version)
        }
    }

    func file(_ suffix: String) throws -> String? { try ToolOutput(path: path).files.first { $0.hasSuffix(suffix) } }
}
