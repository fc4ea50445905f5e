import Foundation
import TestSupport
import Testing

/// Expected reports under fixtures/reports. `RECORD_FIXTURES=1` writes them anew and still fails, so that a recording
/// is always looked at.
enum ReportGolden {
    static func check(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let url = Fixtures.url("reports/\(name)")
        if ProcessInfo.processInfo.environment["RECORD_FIXTURES"] == "1" {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try text.write(to: url, atomically: true, encoding: .utf8)
            Issue.record("recorded \(name)", sourceLocation: sourceLocation)
        }
        let expected = try Fixtures.text("reports/\(name)")
        #expect(text == expected, "fixtures/reports/\(name) differs", sourceLocation: sourceLocation)
    }
}
