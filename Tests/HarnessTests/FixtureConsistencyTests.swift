import Foundation
import TestSupport
import Testing
import ToolAdapters

@testable import BenchModel
@testable import Harness

/// No output that a tool really wrote contradicts itself.
struct FixtureConsistencyTests {
    @Test func realReportsAreConsistent() throws {
        let root = Fixtures.url("tools")
        var read = 0
        for tool in ["vllm", "evalscope", "native"] {
            let folder = root.appending(path: tool).path
            for version in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
                let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(version)")) ?? []
                for name in names.sorted() {
                    let path = "\(folder)/\(version)/\(name)"
                    guard let reports = try? StoredOutput.read(ToolID(tool), path: path) else { continue }
                    for report in reports.values {
                        let account = MeasuredFigures(AccountFactory.account(of: report)).account
                        let found = ReportConsistency(account).contradictions.map(\.text)
                        #expect(found.isEmpty, "\(path)")
                        read += 1
                    }
                }
            }
        }
        #expect(read > 40)
    }
}
