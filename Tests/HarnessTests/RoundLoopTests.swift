import BenchModel
import Foundation
import TestSupport
import Testing
import ToolAdapters

@testable import Harness

struct RoundLoopTests {
    /// A tool whose TTFT in each round is given, in seconds.
    private static func tool(_ id: ToolID, _ ttfts: [Double]) -> FakeAdapter {
        FakeAdapter(id) { round in HarnessSamples.report(id, ttft: ttfts[(round - 1) % ttfts.count]) }
    }

    private func run(
        _ adapters: [FakeAdapter],
        rounds: RoundPlan,
        known: [Finding] = []
    ) async throws -> (measured: RoundLoop.Measured, judgement: Judgement) {
        try await Fixtures.withTemporaryFolder { path in
            try await HarnessSamples.withSimulator { url in
                let recipe = HarnessSamples.recipe(url) {
                    $0.tools = adapters.map { ToolChoice($0.id.rawValue) }
                    $0.rounds = rounds
                    $0.gate.metrics = ["ttft.mean"]
                }
                let folder = ResultFolder(path: path.path)
                let loop = RoundLoop(
                    recipe: recipe,
                    setups: adapters.map(\.setup),
                    factory: JobFactory(recipe: recipe, baseURL: url),
                    folder: folder,
                    store: try ResultStore(path: folder.file("results.sqlite")),
                    known: known,
                    onEvent: { _ in }
                )
                return try await loop.run()
            }
        }
    }

    private static let even = [0.02, 0.0201, 0.02, 0.0199]

    @Test func `rounds end at the minimum when everything is decided`() async throws {
        let tools = [Self.tool(HarnessSamples.vllm, Self.even), Self.tool(.native, Self.even)]
        let (measured, judgement) = try await run(tools, rounds: RoundPlan(minimum: 3, maximum: 6))
        #expect(measured.rounds.count == 3)
        #expect(judgement.verdict == .agree)
        #expect(
            measured.rounds.map { $0.map(\.tool.rawValue) } == [
                ["vllm", "native"], ["native", "vllm"], ["vllm", "native"],
            ]
        )
        #expect(measured.versions[HarnessSamples.vllm] == "1.0.0")
    }

    @Test func `rounds are added while a metric is undecided, up to the maximum`() async throws {
        let tools = [Self.tool(HarnessSamples.vllm, [0.02, 0.03, 0.015, 0.02]), Self.tool(.native, [0.02])]
        let (measured, judgement) = try await run(tools, rounds: RoundPlan(minimum: 2, maximum: 4))
        #expect(measured.rounds.count == 4)
        #expect(judgement.verdict == .inconclusive)
    }

    @Test func `between planned looks nothing is decided`() async throws {
        // ln 1.01 and then ln 1.2: undecided after three and four rounds, apart after five, where no look is planned.
        let late = [0.0202, 0.024, 0.024, 0.024, 0.024, 0.024]
        let tools = [Self.tool(HarnessSamples.vllm, late), Self.tool(.native, [0.02])]
        let plan = RoundPlan(minimum: 3, maximum: 6)
        let (measured, judgement) = try await run(tools, rounds: plan)
        #expect(LookPlan(plan).looks == [3, 4, 6])
        #expect(measured.rounds.count == 6 && judgement.verdict == .disagree)
        var gate = Gate()
        gate.metrics = ["ttft.mean"]
        let judge = Judge(tolerance: Tolerance(), gate: gate, reference: .native, looks: 3, sharesPrompts: true)
        let undecided = (3...6).map { count in
            let accounts = measured.rounds.prefix(count).map { $0.map(\.account) }
            return judge.judge(accounts, expectedRequests: nil).undecided.count
        }
        #expect(undecided == [1, 1, 0, 0])
    }

    @Test func `an invalid run ends at once, between looks as well`() async throws {
        let failing = FakeAdapter(HarnessSamples.vllm) { round in
            var report = HarnessSamples.report(HarnessSamples.vllm)
            if round == 2 { report.records?[0].failure = RequestFailure(.status, "500") }
            return report
        }
        let (measured, judgement) = try await run(
            [failing, Self.tool(.native, Self.even)],
            rounds: RoundPlan(minimum: 4, maximum: 8)
        )
        #expect(measured.rounds.count == 2 && judgement.verdict == .invalid)
    }

    @Test func `what ends a run before its first round leaves none, and what does not is kept`() async throws {
        let tools = [Self.tool(HarnessSamples.vllm, Self.even), Self.tool(.native, Self.even)]
        let plan = RoundPlan(minimum: 1, maximum: 1)
        let broken = Finding(id: "work-differs", evidence: "it sends other work", severity: .invalidating)
        let (measured, judgement) = try await run(tools, rounds: plan, known: [broken])
        #expect(measured.rounds.isEmpty && tools.map(\.count) == [0, 0])
        #expect(judgement.verdict == .invalid && judgement.findings == [broken])
        #expect(measured.versions == [HarnessSamples.vllm: "1.0.0", .native: "1.0.0"])
        let warning = Finding(id: "work-unseen", evidence: "nothing was seen", severity: .warning)
        let (more, other) = try await run(tools, rounds: plan, known: [warning])
        #expect(more.rounds.count == 1 && other.findings.contains(warning))
    }

    @Test func `a tool that fails ends the rounds, after the others of its round`() async throws {
        let broken = FakeAdapter(HarnessSamples.vllm) { round throws(OutputError) in
            guard round < 2 else {
                throw OutputError(tool: HarnessSamples.vllm, problem: .cutOff, lookedFor: "a report", place: "there")
            }
            return HarnessSamples.report(HarnessSamples.vllm)
        }
        let other = Self.tool(.native, Self.even)
        let (measured, judgement) = try await run([broken, other], rounds: RoundPlan(minimum: 3, maximum: 3))
        #expect(measured.rounds.map(\.count) == [2, 1])
        #expect(other.count == 2)
        #expect(judgement.verdict == .invalid)
        #expect(judgement.findings.contains { $0.id == "tool-failed" && $0.tool == HarnessSamples.vllm })
    }

    @Test func `what was whole when it was stopped is kept`() async throws {
        let stopped = FakeAdapter(
            .native,
            execute: { round, _ in
                if round == 3 { throw CancellationError() }
                return FakeAdapter.success
            },
            read: { _ in HarnessSamples.report() }
        )
        let tools = [Self.tool(HarnessSamples.vllm, Self.even), stopped]
        let (measured, judgement) = try await run(tools, rounds: RoundPlan(minimum: 3, maximum: 3))
        #expect(measured.interrupted)
        #expect(measured.rounds.count == 2)
        #expect(judgement.comparisons.allSatisfy { $0.rounds == 2 })
        #expect(judgement.comparisons.filter(\.gated).allSatisfy { $0.verdict == .agree })
        #expect(judgement.verdict == .inconclusive)
        #expect(judgement.findings.contains { $0.id == "interrupted" })
    }

    @Test func `what was found in the round in which it was stopped does not count`() async throws {
        let broken = FakeAdapter(HarnessSamples.vllm) { round throws(OutputError) in
            guard round < 2 else {
                throw OutputError(tool: HarnessSamples.vllm, problem: .cutOff, lookedFor: "a report", place: "there")
            }
            return HarnessSamples.report(HarnessSamples.vllm)
        }
        let stopped = FakeAdapter(
            .native,
            execute: { round, _ in
                if round == 2 { throw CancellationError() }
                return FakeAdapter.success
            },
            read: { _ in HarnessSamples.report() }
        )
        let other = Self.tool(HarnessSamples.evalscope, Self.even)
        let (measured, judgement) = try await run(
            [other, broken, stopped],
            rounds: RoundPlan(minimum: 3, maximum: 3)
        )
        #expect(broken.count == 2 && measured.rounds.count == 1)
        #expect(measured.findings.map(\.id) == ["interrupted"])
        #expect(judgement.verdict == .inconclusive)
    }

    @Test func `a run stopped before its first round was whole gives nothing`() async throws {
        let stopped = FakeAdapter(
            .native,
            execute: { _, _ in throw CancellationError() },
            read: { _ in HarnessSamples.report() }
        )
        await #expect(throws: CancellationError.self) {
            try await run([stopped], rounds: RoundPlan(minimum: 2, maximum: 2))
        }
    }
}
