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

    @Test(arguments: [(0.48, Finding.Severity.invalidating), (0.31, .invalidating), (0.29, .warning), (0.16, .warning)])
    func `a machine that others use is named with their share, and invalidates from three tenths on`(
        share: Double,
        severity: Finding.Severity
    ) throws {
        let session = WireSample.session(rounds: 3, adjust: { if $0.round == 2 { $0.host?.otherShare = share } })
        let finding = try #require(found("host-contention", session))
        #expect(finding.severity == severity)
        #expect(finding.evidence.contains("vllm, 1 of 3 rounds"))
        #expect(finding.evidence.contains("\(CauseText.percent(share)) of 2 cores"))
        #expect(found("host-contention", WireSample.session(adjust: { $0.host?.otherShare = 0.1 })) == nil)
    }

    @Test(arguments: [(0.25, Finding.Severity.invalidating), (0.12, .warning)])
    func `time that a hypervisor took is named by itself`(share: Double, severity: Finding.Severity) throws {
        let session = WireSample.session(rounds: 2, adjust: { $0.host?.stealShare = share })
        let finding = try #require(found("cpu-steal", session))
        #expect(finding.severity == severity && finding.tool == ToolID("vllm"))
        #expect(finding.evidence.contains("2 of 2 rounds") && finding.evidence.contains(CauseText.percent(share)))
        #expect(found("host-contention", session) == nil)
        #expect(found("cpu-steal", WireSample.session(adjust: { $0.host?.stealShare = 0.08 })) == nil)
    }

    @Test func `shares of less than a second invalidate nothing`() {
        let session = WireSample.session(adjust: { run in
            run.host?.seconds = 0.7
            run.host?.otherShare = 0.5
            run.host?.stealShare = 0.5
        })
        #expect(found("host-contention", session)?.severity == .warning)
        #expect(found("cpu-steal", session)?.severity == .warning)
    }

    private func governed(_ scaling: CPUScaling) -> Finding? {
        found(
            "cpu-governor",
            WireSample.session(rounds: 2, adjust: { if $0.round == 2 { $0.host?.scaling = scaling } })
        )
    }

    @Test func `a governor that changed invalidates the session`() throws {
        let during = try #require(governed(CPUScaling(governors: ["performance", "schedutil"], changedCores: 2)))
        #expect(during.severity == .invalidating && during.tool == nil)
        #expect(during.evidence.contains("of 2 cores changed while vllm ran in round 2 (performance and schedutil)"))
        let between = try #require(governed(CPUScaling(governors: ["schedutil"])))
        #expect(between.evidence.contains("under the governor performance and vllm in round 2 under schedutil"))
    }

    @Test func `powersave is the lowest frequency only where it does not scale by itself`() throws {
        func session(_ driver: String?) -> SessionEvidence {
            var session = WireSample.session()
            for index in session.rounds[0].indices {
                session.rounds[0][index].host?.scaling = CPUScaling(governors: ["powersave"], driver: driver)
            }
            return session
        }
        #expect(found("cpu-governor", session("acpi-cpufreq"))?.severity == .invalidating)
        #expect(found("cpu-governor", session(nil))?.severity == .invalidating)
        #expect(found("cpu-governor", session("intel_pstate")) == nil)
        #expect(found("cpu-governor", session("amd-pstate-epp")) == nil)
    }

    @Test func `cores that were throttled invalidate the run`() throws {
        let session = WireSample.session(rounds: 3, adjust: { $0.host?.throttleEvents = $0.round == 2 ? 4 : 0 })
        let finding = try #require(found("cpu-throttled", session))
        #expect(finding.severity == .invalidating)
        #expect(finding.evidence == "vllm, 1 of 3 rounds: cores were throttled 4 times in round 2")
    }

    @Test(arguments: [
        (ClockPace(step: 0.5), "the wall clock gained 500.00 ms"),
        (ClockPace(step: -0.02), "the wall clock lost 20.00 ms"),
        (ClockPace(slew: 0.006), "the monotonic clock was slewed by 6.00 ms"),
    ])
    func `clocks that run apart invalidate the run`(pace: ClockPace, words: String) throws {
        let finding = try #require(found("clock-step", WireSample.session(adjust: { $0.host?.clocks = pace })))
        #expect(finding.severity == .invalidating && finding.tool == ToolID("vllm"))
        #expect(finding.evidence.contains(words), "\(finding.evidence)")
    }

    @Test func `what a time service corrects is nothing`() {
        // 500 ppm of 5 s; a millisecond of a short run.
        let slewed = WireSample.session(adjust: { $0.host?.clocks = ClockPace(step: 0, slew: 0.0025) })
        #expect(found("clock-step", slewed) == nil)
        let short = WireSample.session(adjust: { run in
            run.host?.seconds = 0.1
            run.host?.clocks = ClockPace(step: 0.0009)
        })
        #expect(found("clock-step", short) == nil)
    }

    /// The second tool has another clock: told the true instant, it gives its own.
    private func clocked(_ clock: @escaping @Sendable (Instant) -> Instant) -> SessionEvidence {
        WireSample.session(change: { sample in
            sample.changeRecord = { record in
                record.sent = clock(record.sent)
                record.contentChunks = ChunkInstants(record.contentChunks.map(clock))
                record.firstContent = record.firstContent.map(clock)
                record.lastChoice = record.lastChoice.map(clock)
                record.done = record.done.map(clock)
            }
        })
    }

    @Test(arguments: [1.005, 0.995]) func `a clock at another pace than the tap's invalidates the run`(pace: Double)
        throws
    {
        let session = clocked { WireSample.start + ($0 - WireSample.start) * pace }
        let finding = try #require(found("clock-drift", session))
        #expect(finding.severity == .invalidating && finding.tool == ToolID("vllm"))
        #expect(finding.evidence.contains(pace > 1 ? "its clock gained" : "its clock lost"))
    }

    @Test func `a clock that was set during the run is found, one that began elsewhere is not`() {
        #expect(found("clock-drift", clocked { $0 > WireSample.start + 1.2 ? $0 + 0.01 : $0 }) != nil)
        #expect(found("clock-drift", clocked { $0 + 3600 }) == nil)
        #expect(found("clock-drift", clocked { WireSample.start + ($0 - WireSample.start) * 1.0005 }) == nil)
    }

    @Test func `a client that sends later and later, or sees later and later, has no other clock`() {
        let late = WireSample.session(change: { sample in
            sample.changeRecord = { $0.sent = $0.sent + -0.0002 * Double($0.index) }
        })
        #expect(found("clock-drift", late) == nil)
        let slow = WireSample.session(change: { sample in
            sample.changeRecord = { record in
                record.lastChoice = record.lastChoice.map { $0 + 0.0002 * Double(record.index) }
            }
        })
        #expect(found("clock-drift", slow) == nil)
    }

    @Test func `a tool that does not write down when it sent has no clock to be held against the tap's`() {
        let session = WireSample.session(change: { sample in
            sample.changeRecord = { record in
                let shift = record.sent - Instant(seconds: 0)
                record.sent = Instant(seconds: 0)
                record.lastChoice = record.lastChoice.map { $0 + -shift }
            }
        })
        #expect(found("clock-drift", session) == nil)
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
        #expect(finding.tool == nil && finding.severity == .invalidating)
        #expect(abs(try #require(finding.share) - 0.331) < 0.01)
        #expect(finding.evidence.contains("ttft.mean changed by +33"))
    }

    @Test func `a drift that pairs of runs can bear is a warning`() throws {
        let finding = try #require(found("drift-between-rounds", rounds([1, 1.02, 1.04, 1.06])))
        #expect(finding.severity == .warning)
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
