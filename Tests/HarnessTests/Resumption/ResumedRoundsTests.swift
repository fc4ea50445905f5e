import BenchModel
import Foundation
import TestSupport
import Testing
import ToolAdapters
import Traffic

@testable import Harness

struct ResumedRoundsTests {
    /// The engine and the same under another name, through a tap, against a simulator that logs.
    private struct Bed: Sendable {
        let recipe: Recipe
        let folder: ResultFolder
        let store: ResultStore
        let tap: ToolTap
        let server: ServedURL

        /// - Parameter stop: The round in which the second tool is stopped. Nil: none.
        func run(after wholeRounds: Int = 0, stop: Int? = nil) async throws -> VerdictDocument {
            let adapters: [any ToolAdapter] = [NativeEngine(), SkewedAdapter(factor: 1.5)]
            let setups = adapters.map { adapter in
                ToolSetup(
                    adapter: stop.map { StoppingAdapter(base: adapter, round: adapter.id == .native ? 0 : $0) }
                        ?? adapter,
                    choice: ToolChoice(adapter.id.rawValue),
                    version: adapter.defaultVersion,
                    command: []
                )
            }
            let (measured, judgement) = try await RoundLoop(
                recipe: recipe,
                setups: setups,
                factory: JobFactory(recipe: recipe, baseURL: server.base),
                folder: folder,
                store: store,
                tap: tap,
                simulator: server.simulator,
                wholeRounds: wholeRounds,
                onEvent: { _ in }
            ).run()
            var document = VerdictAssembly.document(of: measured, judgement: judgement, recipe: recipe, notes: [])
            document.environment = [:]
            return document
        }
    }

    private func withBed(_ body: @escaping @Sendable (Bed) async throws -> Void) async throws {
        try await Fixtures.withTemporaryFolder { path in
            var simulation = Simulation()
            simulation.ttft = .milliseconds(20)
            simulation.itl = .milliseconds(2)
            let recipe = HarnessSamples.recipe {
                $0.server = .simulate(simulation)
                $0.tools = [ToolChoice("native"), ToolChoice("skewed")]
                $0.rounds = RoundPlan(minimum: 3, maximum: 3)
                $0.workload.requests = 12
                // A busy machine makes no client late.
                $0.tolerance.share = 5
            }
            let folder = ResultFolder(path: path.path)
            let store = try ResultStore(path: folder.file("results.sqlite"))
            try await ServerScope.with(recipe, folder: folder, onEvent: { _ in }) { server in
                try await TapScope.with(
                    recipe.tools.map(\.id),
                    url: server.base,
                    secretHeaders: [],
                    isWanted: true
                ) { tap in
                    guard let tap else { return }
                    try await body(Bed(recipe: recipe, folder: folder, store: store, tap: tap, server: server))
                }
            }
        }
    }

    @Test func `rounds that are read again give the verdict that they gave when they were measured`() async throws {
        try await withBed { bed in
            let stopped = try await bed.run(stop: 3)
            #expect(stopped.rounds == 2)
            #expect(stopped.findings.contains { $0.id == "interrupted" })
            #expect(!stopped.comparisons.isEmpty && !stopped.attributions.isEmpty && stopped.audits.count == 4)
            #expect(RoundArchive.wholeRounds(in: bed.folder) == 2)
            let before = try FolderContent(bed.folder.path, rounds: 1...2)
            #expect(before.rows["wire_exchange"]?.isEmpty == false && before.files["1/native/run.json"] != nil)

            try bed.store.removeRuns(from: 3)
            let again = try await bed.run(after: 2, stop: 3)
            #expect(again == stopped)

            try bed.store.removeRuns(from: 3)
            let whole = try await bed.run(after: 2)
            #expect(whole.rounds == 3)
            #expect(!whole.findings.contains { $0.id == "interrupted" })
            let read = try await bed.run(after: 3)
            #expect(read == whole)
            #expect(try FolderContent(bed.folder.path, rounds: 1...2) == before)
        }
    }

    @Test func `a round of which the mark is missing is not whole, nor is one after it`() async throws {
        try await withBed { bed in
            _ = try await bed.run(stop: 3)
            try FileManager.default.removeItem(atPath: bed.folder.roundMark(1))
            #expect(RoundArchive.wholeRounds(in: bed.folder) == 0)
        }
    }

    @Test func `a tool that failed fails again when its round is read`() async throws {
        try await Fixtures.withTemporaryFolder { path in
            try await HarnessSamples.withSimulator { url in
                let folder = ResultFolder(path: path.path)
                let broken = FakeAdapter(HarnessSamples.vllm) { _ throws(OutputError) in
                    throw OutputError(
                        tool: HarnessSamples.vllm,
                        problem: .cutOff,
                        lookedFor: "a report",
                        place: "there"
                    )
                }
                let recipe = HarnessSamples.recipe(url) { $0.tools = [ToolChoice("vllm")] }
                var loop = RoundLoop(
                    recipe: recipe,
                    setups: [broken.setup],
                    factory: JobFactory(recipe: recipe, baseURL: url),
                    folder: folder,
                    store: try ResultStore(path: folder.file("results.sqlite")),
                    onEvent: { _ in }
                )
                let first = try await loop.run()
                loop.wholeRounds = 1
                let second = try await loop.run()
                #expect(first.judgement.verdict == .invalid)
                #expect(second.judgement == first.judgement)
                #expect(second.measured.plans == first.measured.plans)
                #expect(broken.count == 1)
            }
        }
    }

    @Test func `a round whose files are damaged is named`() async throws {
        try await withBed { bed in
            _ = try await bed.run(stop: 3)
            try bed.folder.write("{", toPath: bed.folder.roundMark(2))
            let mark = await HarnessSamples.failure { _ = try await bed.run(after: 2) }
            guard case .cannotRead(bed.folder.roundMark(2), _)? = mark else {
                Issue.record("\(String(describing: mark))")
                return
            }
            try bed.store.removeRuns(from: 1)
            let rows = await HarnessSamples.failure { _ = try await bed.run(after: 1) }
            guard case .cannotRead(let path, let reason)? = rows, path.hasSuffix("results.sqlite") else {
                Issue.record("\(String(describing: rows))")
                return
            }
            #expect(reason.contains("native") && reason.contains("round 1"))
        }
    }

    /// What is added to the evidence has to be kept in `round.json`, or to follow from what is kept.
    @Test func `everything that is known of a run is read again`() {
        let evidence = RunEvidence(round: 1, account: AccountFactory.account(of: HarnessSamples.report()))
        #expect(
            Mirror(reflecting: evidence).children.compactMap(\.label) == [
                "round", "account", "records", "wire", "formula", "reproduction", "ledger", "host", "clientCPUShare",
                "clientHealth",
                "trueTTFT",
            ]
        )
    }
}
