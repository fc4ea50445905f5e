import BenchModel
import Foundation
import TestSupport
import Testing

@testable import ToolAdapters

/// Needs the package index and some minutes; switched on by a variable.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["CONCORD_TEST_REAL_INSTALL"] == "1"))
struct InstallerRealTests {
    private struct Adapter: ToolAdapter {
        let id = ToolID("evalscope")
        let defaultVersion: ToolVersion? = "1.14.1"
        let distribution: PythonDistribution? = PythonDistribution(
            name: "evalscope",
            extras: ["perf"],
            executable: "evalscope",
            subcommand: ["perf"],
            size: "0.8 GB",
            releaseDays: [:]
        )

        func mapping(for version: ToolVersion?) -> [FlagMapping] { [] }
        func plan(_ job: ToolJob) throws(TranslationError) -> ToolPlan { ToolPlan(tool: id, version: nil, argv: []) }
        func formula(for version: ToolVersion?, api: API) -> ToolFormula? { nil }
        func progress(in line: String) -> RunProgress? { nil }
        func read(_ output: ToolOutput, version: ToolVersion?) throws(OutputError) -> ToolReport {
            ToolReport(tool: id)
        }
    }

    @Test func `a real tool is installed, found and starts`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let adapter = Adapter()
            let installer = Installer(
                cache: ToolCache(folder: folder.path),
                environment: ProcessInfo.processInfo.environment
            )
            let start = ContinuousClock.now
            let tool = try await installer.install(adapter, version: "1.14.1") { print($0) }
            print("installed in \(ContinuousClock.now - start), \(tool.bytes ?? 0) bytes")
            #expect(try await installer.find(adapter, choice: ToolChoice("evalscope"), searchPath: "") == tool)
            let check = try await installer.check(tool, of: adapter)
            #expect(check.starts)
            #expect(check.version == "1.14.1")
            #expect(check.problems.isEmpty, "\(check.advice)")
        }
    }
}
