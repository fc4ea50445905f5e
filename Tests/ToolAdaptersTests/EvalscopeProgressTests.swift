import Foundation
import TestSupport
import Testing
import ToolAdapters

@Suite struct EvalscopeProgressTests {
    private let tool = EvalscopePerf()

    @Test func `bars of every era tell how far the run is`() {
        let old = "\rProcessing:  25%|██▌       | 5/20 [00:00<00:00, 25.43it/s]"
        #expect(tool.progress(in: old) == RunProgress(phase: "sending", done: 5, total: 20))
        let new = "\rProcessing[parallel_4_number_40]:  12%|█▎        | 5/40 [00:00<00:01, 17.89it/s]\u{1b}[A"
        #expect(tool.progress(in: new) == RunProgress(phase: "sending", done: 5, total: 40))
        let log =
            "2026-11-22 19:27:34 - evalscope - INFO: Generating[requests]  98%| 39/40 [Elapsed: 00:00 < Remaining]"
        #expect(tool.progress(in: log) == RunProgress(phase: "generating prompts", done: 39, total: 40))
    }

    @Test func `of several states on a line the last counts`() {
        let line = "\rProcessing:   5%|▌| 1/20 [00:00<00:02]\rProcessing:  65%|██| 13/20 [00:00<00:00]"
        #expect(tool.progress(in: line)?.done == 13)
    }

    @Test func `the sweep's bar and other lines say nothing`() {
        #expect(tool.progress(in: "\rRunning[perf]:   0%|          | 0/1 [00:00<?, ?it/s]") == nil)
        #expect(tool.progress(in: "    \"model\": \"tiny\",") == nil)
        #expect(tool.progress(in: "") == nil)
    }

    @Test func `a recorded log goes through its phases to the end`() throws {
        let log = try Fixtures.text("tools/evalscope/1.14.1/real-server/stderr.log")
        let seen = log.split(separator: "\n").compactMap { tool.progress(in: String($0)) }
        var phases: [String] = []
        for phase in seen.map(\.phase) where phases.last != phase { phases.append(phase) }
        #expect(phases == ["starting", "connected", "generating prompts", "sending", "summarising", "finished"])
        #expect(seen.contains(RunProgress(phase: "sending", done: 40, total: 40)))
    }
}
