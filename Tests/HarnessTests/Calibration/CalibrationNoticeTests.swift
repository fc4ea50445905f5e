import BenchModel
import Foundation
import TestSupport
import Testing

@testable import Harness

/// The samples' vllm is within 3 % up to 4 concurrent on `fast` (800 chunks/s) and 16 on `slow` (800 chunks/s).
struct CalibrationNoticeTests {
    private func notice(
        _ calibrations: [CalibrationDocument] = [CalibrationSamples.document()],
        tools: [(id: ToolID, version: ToolVersion?)] = [(CalibrationSamples.vllm, "0.32.0")],
        change: (inout Recipe) -> Void
    ) -> CalibrationNotice {
        CalibrationNotice(
            recipe: HarnessSamples.recipe {
                $0.workload.requests = 1000
                change(&$0)
            },
            tools: tools,
            calibrations: calibrations,
            machine: CalibrationSamples.machine
        )
    }

    private func simulate(_ concurrency: Int, ttft: Double, itl: Double) -> (inout Recipe) -> Void {
        { recipe in
            var simulation = Simulation()
            simulation.ttft = .seconds(ttft)
            simulation.itl = .seconds(itl)
            recipe.server = .simulate(simulation)
            recipe.workload.concurrency = concurrency
        }
    }

    private func isSilent(_ notice: CalibrationNotice) -> Bool { notice.warnings.isEmpty && notice.notes.isEmpty }

    @Test func `a load above the highest that is within is warned of`() {
        let notice = notice(change: simulate(50, ttft: 0.02, itl: 0.005))
        #expect(
            notice.warnings == [
                "vllm 0.32.0 was calibrated on this machine up to 4 concurrent and 800 chunks/s (TTFT within 3 %); "
                    + "this recipe asks for 50 and 10000 chunks/s"
            ]
        )
        #expect(notice.notes == notice.warnings)
    }

    @Test func `a load that one was harder than in every respect is covered`() {
        #expect(isSilent(notice(change: simulate(4, ttft: 0.02, itl: 0.005))))
        #expect(isSilent(notice(change: simulate(16, ttft: 0.5, itl: 0.025))))
        // As many requests, but more chunks; as many chunks, but a shorter TTFT; more requests.
        #expect(!isSilent(notice(change: simulate(16, ttft: 0.5, itl: 0.01))))
        #expect(!isSilent(notice(change: simulate(16, ttft: 0.1, itl: 0.02))))
        #expect(!isSilent(notice(change: simulate(17, ttft: 0.5, itl: 1))))
        #expect(!isSilent(notice(change: simulate(1, ttft: 0.5, itl: 0))))
    }

    @Test func `of a server whose latencies are not known only the concurrency counts`() {
        #expect(isSilent(notice { $0.workload.concurrency = 4 }))
        let warned = notice { $0.workload.concurrency = 50 }
        #expect(
            warned.warnings == [
                "vllm 0.32.0 was calibrated on this machine up to 4 concurrent (TTFT within 3 %); this recipe asks for 50"
            ]
        )
        let open = notice {
            $0.workload.concurrency = nil
            $0.workload.rate = 100
        }
        #expect(isSilent(open))
    }

    @Test func `no more are under way than there are requests`() {
        let few = notice {
            $0.workload.concurrency = 50
            $0.workload.requests = 4
        }
        #expect(isSilent(few))
    }

    @Test func `an open loop has as many under way as arrive within a latency`() throws {
        var recipe = HarnessSamples.recipe()
        simulate(1, ttft: 0.1, itl: 0.01)(&recipe)
        recipe.workload.concurrency = nil
        recipe.workload.outputTokens = 41
        recipe.workload.rate = 20
        let demand = try #require(CalibrationDemand(recipe))
        #expect(abs(demand.concurrency - 10) < 1e-9)
        #expect(abs(try #require(demand.chunksPerSecond) - 1000) < 1e-6)
        recipe.workload.concurrency = 3
        #expect(CalibrationDemand(recipe)?.concurrency == 3)
    }

    @Test func `the recipe's own tolerance decides`() {
        let notice = notice {
            $0.workload.concurrency = 16
            $0.tolerance.share = 0.2
        }
        #expect(isSilent(notice))
    }

    @Test func `a tool that was never within says so`() {
        let notice = notice([CalibrationSamples.document([1: 0.01])]) { $0.workload.concurrency = 1 }
        #expect(notice.warnings.count == 1)
        #expect(notice.warnings.first?.contains("had no load with its TTFT within 3 %") == true)
    }

    @Test func `a load beyond the grid is a note, not a warning`() {
        let notice = notice([CalibrationSamples.document([1: 0, 4: 0])]) { $0.workload.concurrency = 50 }
        #expect(notice.warnings.isEmpty)
        #expect(notice.notes.count == 1 && notice.notes[0].contains("only up to 4 concurrent"))
    }

    @Test func `what is not calibrated here is a note`() {
        let advice = "`concord calibrate` tells up to which load each tool can be believed"
        let other = CalibrationMachine(cores: 64, cpu: "Some CPU", os: "Some OS")
        for calibrations in [
            [], [CalibrationSamples.document(machine: other)], [CalibrationSamples.document(version: "0.11.0")],
        ] {
            let notice = notice(calibrations) { $0.workload.concurrency = 50 }
            #expect(notice.warnings.isEmpty)
            #expect(notice.notes == ["this machine is not calibrated; \(advice)"])
        }
        let tools: [(id: ToolID, version: ToolVersion?)] = [(CalibrationSamples.vllm, "0.32.0"), (.native, "0.1.0")]
        let some = notice(tools: tools) { $0.workload.concurrency = 1 }
        #expect(some.notes == ["not calibrated on this machine: native 0.1.0; \(advice)"])
    }

    @Test func `a file that cannot be understood is told, and stops nothing`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let path = folder.appending(path: "calibration.json")
            try "{".write(to: path, atomically: true, encoding: .utf8)
            let notice = try #require(CalibrationNotice(recipe: HarnessSamples.recipe(), setups: [], path: path.path))
            #expect(notice.warnings.count == 1 && notice.warnings[0].contains(path.path))
            #expect(CalibrationNotice(recipe: HarnessSamples.recipe(), setups: [], path: nil) == nil)
        }
    }
}
