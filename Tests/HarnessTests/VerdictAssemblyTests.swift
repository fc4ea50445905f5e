import BenchModel
import Testing
import ToolAdapters

@testable import Harness

struct VerdictAssemblyTests {
    private func document() -> VerdictDocument {
        let recipe = HarnessSamples.recipe {
            $0.tools = [ToolChoice("vllm"), ToolChoice("native")]
            $0.rounds = RoundPlan(minimum: 2, maximum: 4)
        }
        var measured = RoundLoop.Measured()
        measured.rounds = [
            [HarnessSamples.vllm, .native].map {
                RunEvidence(round: 1, account: AccountFactory.account(of: HarnessSamples.report($0)))
            }
        ]
        measured.versions = [HarnessSamples.vllm: "0.32.0"]
        measured.plans[HarnessSamples.vllm] = ToolPlan(
            tool: HarnessSamples.vllm,
            version: "0.32.0",
            argv: ["vllm", "bench"],
            notes: ["it shuffles."]
        )
        let judge = Judge(tolerance: recipe.tolerance, gate: recipe.gate, reference: .native, sharesPrompts: true)
        let judgement = judge.judge(measured.rounds.map { $0.map(\.account) }, expectedRequests: 6)
        return VerdictAssembly.document(of: measured, judgement: judgement, recipe: recipe, notes: ["first"])
    }

    @Test func `tools have their versions and command lines, in the recipe's order`() {
        let document = document()
        #expect(document.tools.map(\.name) == [HarnessSamples.vllm, .native])
        #expect(document.tools.map(\.version) == ["0.32.0", nil])
        #expect(document.tools.map(\.command) == [["vllm", "bench"], []])
        #expect(document.rounds == 1)
        #expect(document.tolerance.looks == 3)
        #expect(document.environment["finished"] != nil)
    }

    @Test func `notes name their tool`() {
        #expect(document().notes == ["first", "vllm: it shuffles."])
    }

    @Test func `an account has what was reported and what the records give`() {
        var report = HarnessSamples.report()
        report.reported[MetricID(.ttft, .mean)]?.value = 1
        report.absent = [.itl: "it keeps no chunks"]
        let account = AccountFactory.account(of: report)
        #expect(account.views[.reported]?[MetricID(.ttft, .mean)]?.value == 1)
        #expect(abs((account.views[.canonical]?[MetricID(.ttft, .mean)]?.value ?? 0) - 0.02) < 1e-9)
        #expect(account.views[.canonical]?[MetricID(.itl, .mean)] == nil)
        #expect(account.serverCountedInput == true)
        report.records = nil
        #expect(AccountFactory.account(of: report).views[.canonical] == nil)
    }

    @Test func `an account is resampled from its own requests, with another draw for another tool`() throws {
        var report = HarnessSamples.report(requests: 30)
        report.records = (0..<30).map {
            HarnessSamples.record($0, sent: 100 + Double($0), ttft: 0.02 + 0.001 * Double($0), e2el: 0.5)
        }
        let account = AccountFactory.account(of: report)
        #expect(account.resampled == nil)
        let native = AccountFactory.resampled(account, from: report.records)
        let median = try #require(native.resampled?[MetricID(.ttft, .median)])
        #expect(median.requests == 30 && median.above > 0)
        #expect(native.resampled?[MetricID(.ttft, .mean)] != nil)
        report.tool = HarnessSamples.vllm
        let other = AccountFactory.resampled(AccountFactory.account(of: report), from: report.records)
        #expect(other.resampled?[MetricID(.ttft, .median)] != median)
        #expect(AccountFactory.resampled(account, from: nil).resampled == nil)
    }
}
