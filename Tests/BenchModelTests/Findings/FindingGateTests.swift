import Testing

@testable import BenchModel

/// An invalidating finding counts as such only where it concerns what decides.
struct FindingGateTests {
    private static func weighed(
        _ id: String,
        _ metrics: [MetricID],
        gate names: [String],
        view: Gate.View = .best
    ) -> Finding.Severity {
        var gate = Gate()
        (gate.metrics, gate.view) = (names, view)
        return Finding(id: id, metrics: metrics, evidence: "x", severity: .invalidating).weighed(by: gate).severity
    }

    @Test(arguments: [
        (["ttft.mean"], Finding.Severity.invalidating), (["ttft"], .invalidating), (["e2el.p99"], .invalidating),
        (["throughput.requests"], .invalidating), (["duration"], .invalidating), (["tpot"], .warning),
        (["itl.mean", "tokens.output"], .warning), (["tpot", "ttft.p50"], .invalidating), (["nonsense"], .warning),
    ])
    func `what concerns the first token concerns what it is a part of`(gate: [String], severity: Finding.Severity) {
        #expect(Self.weighed("client-late", [MetricID(.ttft, .mean)], gate: gate) == severity)
    }

    @Test(arguments: [
        (MetricID(.itl, .mean), "tpot", Finding.Severity.invalidating), (MetricID(.tpot, .mean), "itl", .invalidating),
        (MetricID(.tpot, .mean), "ttft", .warning), (MetricID(.e2el, .mean), "ttft", .warning),
        (MetricID(.requestThroughput), "throughput.output_tokens", .invalidating),
        (MetricID(.requestThroughput), "ttft", .warning),
        (MetricID(.duration), "throughput.total_tokens", .invalidating),
        (MetricID(.outputTokens), "tokens.output", .invalidating), (MetricID(.outputTokens), "ttft", .warning),
    ])
    func `families that are made of the same times go together`(
        metric: MetricID,
        gate: String,
        severity: Finding.Severity
    ) {
        #expect(Self.weighed("client-saturated", [metric], gate: [gate]) == severity)
    }

    @Test(arguments: ["requests-failed", "request-count-mismatch", "prompt-length-mismatch", "decoding-parameters"])
    func `work that was not done, or was other work, always counts`(id: String) {
        #expect(Self.weighed(id, [MetricID(.requestsFailed)], gate: ["ttft.mean"]) == .invalidating)
    }

    @Test func `what names no metric always counts`() {
        #expect(Self.weighed("tool-failed", [], gate: ["ttft.mean"]) == .invalidating)
        #expect(Self.weighed("server-lost", [], gate: ["tpot"]) == .invalidating)
    }

    @Test func `what a client made of its own figures is no matter where the wire decides`() {
        let metrics = [MetricID(.ttft, .mean)]
        #expect(Self.weighed("client-late", metrics, gate: ["ttft"], view: .wire) == .warning)
        #expect(Self.weighed("clock-drift", metrics, gate: ["ttft"], view: .wire) == .warning)
        #expect(Self.weighed("client-saturated", metrics, gate: ["ttft"], view: .wire) == .invalidating)
    }

    @Test func `other severities stay as they are`() {
        let finding = Finding(id: "rounding", metrics: [MetricID(.itl, .mean)], evidence: "x", severity: .undeciding)
        var gate = Gate()
        gate.metrics = ["ttft"]
        #expect(finding.weighed(by: gate) == finding)
    }

    @Test func `the default gate has every family of times`() {
        let touched = Gate().families.reduce(into: Set<MetricFamily>()) { $0.formUnion($1.dependents) }
        #expect(touched.isSuperset(of: MetricFamily.times))
    }

    @Test func `the judge weighs every finding, whoever made it`() {
        let session = WireSample.session(rounds: 3, adjust: { $0.host?.clocks?.step = 1 })
        var gate = Gate()
        gate.metrics = ["tokens.output"]
        let judgement = session.judged(gate: gate)
        #expect(judgement.verdict == .agree)
        #expect(judgement.finding("clock-step")?.severity == .warning)
        #expect(judgement.checks("system-clock").allSatisfy { $0.outcome == .pass })
        #expect(session.judged().verdict == .invalid)
    }
}
