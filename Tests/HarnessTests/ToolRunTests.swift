import BenchModel
import Foundation
import TestSupport
import Testing
import ToolAdapters
import Traffic

@testable import Harness

struct ToolRunTests {
    private func perform(
        _ adapter: FakeAdapter,
        change: (inout Recipe) -> Void = { _ in }
    ) async throws -> (outcome: ToolRun.Outcome, kept: RunRecord) {
        try await Fixtures.withTemporaryFolder { path in
            let folder = ResultFolder(path: path.path)
            let factory = JobFactory(recipe: HarnessSamples.recipe(change: change), baseURL: "http://127.0.0.1:1")
            let output = folder.toolFolder(round: 2, tool: adapter.id.rawValue)
            let job = factory.job(for: adapter.setup, outputFolder: output, salt: "")
            let run = ToolRun(setup: adapter.setup, job: job, round: 2, position: 1, folder: folder)
            let outcome = try await run.perform { _ in }
            let data = try Data(contentsOf: URL(filePath: output).appending(path: "run.json"))
            return (outcome, try JSONDecoder().decode(RunRecord.self, from: data))
        }
    }

    private func failing(_ error: any Error & Sendable) -> FakeAdapter {
        FakeAdapter(HarnessSamples.vllm, execute: { _, _ in throw error }, read: { _ in HarnessSamples.report() })
    }

    private static let missing = OutputError(
        tool: HarnessSamples.vllm,
        problem: .missing,
        lookedFor: "a report",
        place: "there"
    )

    @Test func `a run that succeeds is kept with its command and its end`() async throws {
        let adapter = FakeAdapter(HarnessSamples.vllm) { _ in HarnessSamples.report(HarnessSamples.vllm) }
        let (outcome, kept) = try await perform(adapter)
        #expect(outcome.report?.tool == HarnessSamples.vllm)
        #expect(outcome.plan.argv == ["vllm", "http://127.0.0.1:1"])
        #expect(kept.argv == outcome.plan.argv)
        #expect(kept.exit == FakeAdapter.success)
        #expect(kept.round == 2 && kept.position == 1 && kept.version == "1.0.0" && kept.failure == nil)
    }

    @Test func `a run that was ended by the time-out is not read`() async throws {
        let adapter = FakeAdapter(
            HarnessSamples.vllm,
            execute: { _, _ in ToolExit(reason: .timedOut(seconds: 30), seconds: 30) },
            read: { _ in HarnessSamples.report() }
        )
        let (outcome, kept) = try await perform(adapter)
        #expect(outcome.report == nil)
        #expect(kept.failure?.contains("tools.vllm.timeout") == true)
        #expect(kept.failure?.contains("30 s") == true)
    }

    @Test(
        arguments: [
            (ToolExit.Reason.exited(code: 3), "status 3"), (.signalled(signal: 9), "signal 9"),
            (.exited(code: 0), "no output of vllm"),
        ]
    )
    func `output that cannot be read is a failure that tells how the tool ended`(
        reason: ToolExit.Reason,
        words: String
    ) async throws {
        let adapter = FakeAdapter(
            HarnessSamples.vllm,
            execute: { _, _ in ToolExit(reason: reason, seconds: 1) },
            read: { _ throws(OutputError) in throw Self.missing }
        )
        let (outcome, kept) = try await perform(adapter)
        #expect(outcome.report == nil)
        #expect(kept.exit?.reason == reason)
        #expect(kept.failure?.contains(words) == true)
        #expect(kept.failure?.contains("a report") == true)
    }

    @Test func `a tool that cannot be started, or send, is a failure`() async throws {
        let launch = try await perform(failing(LaunchError.notFound("vllm"))).kept
        #expect(launch.failure?.contains("'vllm'") == true)
        #expect(launch.exit == nil)
        #expect(try await perform(failing(LoadError.noRequests)).kept.failure != nil)
    }

    @Test func `what stops the whole session is thrown`() async throws {
        let full = CocoaError(.fileWriteOutOfSpace)
        for adapter in [failing(LaunchError.output(path: "/x", reason: "full")), failing(full)] {
            let error = await HarnessSamples.failure { _ = try await perform(adapter) }
            guard case .cannotWrite? = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
        let prompts = await HarnessSamples.failure { _ = try await perform(failing(PromptSetError.noSingleTokenWord)) }
        guard case .prompts(.noSingleTokenWord)? = prompts else {
            Issue.record("\(String(describing: prompts))")
            return
        }
        let adapter = FakeAdapter(HarnessSamples.vllm) { _ in HarnessSamples.report() }
        let plan = await HarnessSamples.failure { _ = try await perform(adapter) { $0.workload.rate = 1 } }
        guard case .translation? = plan else {
            Issue.record("\(String(describing: plan))")
            return
        }
        await #expect(throws: CancellationError.self) { try await perform(failing(CancellationError())) }
    }
}
