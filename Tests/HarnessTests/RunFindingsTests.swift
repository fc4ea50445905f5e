import BenchModel
import Foundation
import Testing
import ToolAdapters

@testable import Harness

struct RunFindingsTests {
    /// One request a second from 100 s on, its first token written 10 ms after it was received.
    private static let log = Data(
        (0..<6).map { #"{"received":\#(100 + $0).001,"chunks":[\#(100 + $0).011,\#(100 + $0).1]}"# }
            .joined(separator: "\n").utf8
    )

    private func findings(
        ttft: Double = 0.01,
        exit: ToolExit? = nil,
        log: Data? = RunFindingsTests.log,
        tolerance: Tolerance = Tolerance(),
        warnings: [String] = [],
        health: ClientHealth? = nil
    ) -> [Finding] {
        var report = HarnessSamples.report(ttft: ttft)
        report.health = health
        report.warnings = warnings
        return RunFindings(
            report: report,
            account: AccountFactory.account(of: report),
            run: HarnessSamples.run(exit: exit, round: 2),
            tolerance: tolerance,
            simulatorLog: log
        ).all()
    }

    @Test func `a client that is as fast as the server's log is blameless`() {
        #expect(findings().isEmpty)
        #expect(findings(ttft: 0.0102).isEmpty)
    }

    @Test func `lateness below a millisecond is a warning and above it invalidates`() throws {
        let small = try #require(findings(ttft: 0.0105).first)
        #expect(small.id == "client-late")
        #expect(small.severity == .warning)
        let large = try #require(findings(ttft: 0.015).first)
        #expect(large.severity == .invalidating)
        #expect(large.tool == .native)
        #expect(abs(try #require(large.share) - 1.0 / 3) < 1e-6)
        #expect(large.evidence.contains("round 2"))
        #expect(large.evidence.contains("5.00 ms"))
    }

    @Test func `lateness within the tolerance, or without a log, is none`() {
        var wide = Tolerance()
        wide.share = 0.6
        #expect(findings(ttft: 0.015, tolerance: wide).isEmpty)
        #expect(findings(ttft: 0.015, log: nil).isEmpty)
        #expect(findings(ttft: 0.015, log: Data("{}\n".utf8)).isEmpty)
    }

    @Test(arguments: [(0.95, 1), (0.5, 0)])
    func `a client that uses a whole core while it measures is saturated`(share: Double, count: Int) {
        let samples = (0...40).map {
            CPUSample(instant: Instant(seconds: 99 + Double($0) * 0.25), cpuSeconds: 3 + Double($0) * 0.25 * share)
        }
        let exit = ToolExit(reason: .exited(code: 0), seconds: 10, cpuSamples: samples)
        let found = findings(exit: exit)
        #expect(found.map(\.id) == Array(repeating: "client-saturated", count: count))
        #expect(found.allSatisfy { $0.severity == .invalidating })
    }

    @Test func `an engine that says it was the bottleneck invalidates its run`() throws {
        let limited = LoadReportTests.document { $0.cpuShare = 0.97 }.health
        let found = try #require(findings(health: limited).first)
        #expect(found.id == "client-limited" && found.severity == .invalidating && found.tool == .native)
        #expect(found.evidence.contains("CPU of its thread is 97.0 %, and should be at most 90.0 %"))
        #expect(findings(health: LoadReportTests.document().health).isEmpty)
    }

    @Test func `a status other than 0 beside a whole report is a warning`() {
        let found = findings(exit: ToolExit(reason: .exited(code: 7), seconds: 1))
        #expect(found.map(\.id) == ["exit-status"])
        #expect(found.first?.evidence.contains("7") == true)
        #expect(findings(exit: ToolExit(reason: .exited(code: 0), seconds: 1)).isEmpty)
    }

    @Test func `every doubt of a report is a note`() {
        let found = findings(warnings: ["one.", "two."])
        #expect(found.map(\.id) == ["report-doubt", "report-doubt"])
        #expect(found.allSatisfy { $0.severity == .note })
    }
}
