import Foundation
import Testing

@testable import BenchModel

/// Causes in what failed, in the machine and in the tap.
struct TrustCauseTests {
    private func found(_ id: String, _ session: SessionEvidence) -> Finding? {
        CauseCatalogue.findings(in: session).first { $0.id == id }
    }

    /// Every tenth answer to the second tool breaks off after half of it.
    private func cut(counted: Bool, mean: ((Double, Double) -> Double)? = nil) -> SessionEvidence {
        WireSample.session(
            change: { sample in
                sample.change = { exchange in
                    guard exchange.index % 10 == 0 else { return }
                    exchange.ending = .serverClosed
                    exchange.record.failure = RequestFailure(.truncated, "")
                    exchange.record.lastChoice = exchange.received + 0.05
                    (exchange.record.usage, exchange.record.done) = (nil, nil)
                }
            },
            adjust: { run in
                let wire = run.wire.map { $0.exchanges.map(\.record) } ?? []
                let completed = wire.filter(\.succeeded)
                run.account.views[.canonical] = nil
                run.account.views[.reported]?[MetricID(.requestsCompleted)] = MetricValue(
                    Double(counted ? wire.count : completed.count)
                )
                let truth = SampleSummary(completed.compactMap(\.e2el)).mean
                let all = SampleSummary(wire.map { $0.e2el ?? $0.end - $0.sent }).mean
                run.account.views[.reported]?[MetricID(.e2el, .mean)] = MetricValue(mean?(truth, all) ?? truth)
            }
        )
    }

    @Test func `answers that broke off and count as completed invalidate the run`() throws {
        let finding = try #require(found("truncated-as-success", cut(counted: true)))
        #expect(finding.severity == .invalidating && finding.share == 0.1)
        #expect(
            finding.evidence
                == "20 of 200 answers to vllm broke off or failed on the wire, and it counts 20 of them as completed"
        )
        #expect(found("truncated-as-success", cut(counted: false)) == nil)
    }

    @Test func `a stream that ends in order without its last messages broke off too`() throws {
        let session = WireSample.session(change: { sample in
            sample.change = { exchange in
                guard exchange.index == 3 else { return }
                exchange.messages = WireMessages(exchange.messages.all.prefix(5).map { ($0.kind, $0.instant) })
            }
        })
        #expect(try #require(found("truncated-as-success", session)).share == 0.005)
    }

    @Test func `a mean that only the failed requests explain is named`() throws {
        let finding = try #require(found("failed-in-average", cut(counted: false) { $1 }))
        // 20 of 200 requests took 50 instead of 115 ms.
        #expect(abs(try #require(finding.share) - 6.5 / 115) < 0.005)
        #expect(finding.severity == .warning && finding.metrics == [MetricID(.e2el, .mean)])
        #expect(found("failed-in-average", cut(counted: false)) == nil)
        #expect(found("failed-in-average", cut(counted: false) { truth, _ in truth * 1.03 }) == nil)
    }

    @Test func `a machine that others use is named with their share`() throws {
        let session = WireSample.session(rounds: 3, adjust: { if $0.round == 2 { $0.host?.otherShare = 0.48 } })
        let finding = try #require(found("host-contention", session))
        #expect(finding.severity == .warning)
        #expect(finding.evidence.contains("vllm, 1 of 3 rounds") && finding.evidence.contains("48.0 % of 2 cores"))
        #expect(found("host-contention", WireSample.session(adjust: { $0.host?.otherShare = 0.1 })) == nil)
    }

    private func rounds(_ levels: [Double]) -> SessionEvidence {
        var generator = SeededGenerator(seed: 5)
        return SessionEvidence(
            reference: ToolID("native"),
            tolerance: Tolerance(),
            workload: WireSample().workload,
            rounds: levels.enumerated().map { index, level in
                ["native", "vllm"].map { tool in
                    var sample = WireSample()
                    let noise = Double.random(in: 0.995...1.005, using: &generator)
                    sample.tool = ToolID(tool)
                    sample.round = index + 1
                    sample.ttft = { _ in 0.02 * level * noise }
                    return sample.run()
                }
            }
        )
    }

    @Test func `a server that becomes slower from round to round is named`() throws {
        let finding = try #require(found("drift-between-rounds", rounds([1, 1.1, 1.21, 1.331])))
        #expect(finding.tool == nil && finding.severity == .warning)
        #expect(abs(try #require(finding.share) - 0.331) < 0.01)
        #expect(finding.evidence.contains("ttft.mean changed by +33"))
    }

    @Test(arguments: [[1, 1.1], [1, 1.1, 0.95], [1, 0.98, 1.01, 1.0], [1.0, 1.002, 1.004]])
    func `rounds that only vary are no drift`(levels: [Double]) {
        #expect(found("drift-between-rounds", rounds(levels)) == nil)
    }

    @Test func `a tap without time invalidates the run`() throws {
        let busy = WireSample.session(rounds: 2, adjust: { $0.wire?.usage.cpuShare = 0.95 })
        let finding = try #require(found("tap-limited", busy))
        #expect(finding.severity == .invalidating && finding.tool == ToolID("vllm"))
        #expect(finding.evidence.contains("95.0 % of a core") && finding.evidence.hasSuffix("1 more round"))
        #expect(found("tap-limited", WireSample.session(adjust: { $0.wire?.usage.forwardP99 = 0.02 })) != nil)
        #expect(found("tap-limited", WireSample.session(adjust: { $0.wire?.usage.busyTurnP99 = 0.02 })) != nil)
        #expect(found("tap-limited", WireSample.session(adjust: { $0.wire?.usage.forwardP99 = 0.008 })) == nil)
    }
}
