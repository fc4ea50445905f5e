import BenchModel
import Foundation
import ToolAdapters

/// What one run alone gives cause to say: doubts of its report, and whether the client itself was the bottleneck.
struct RunFindings: Sendable {
    /// Share of one core above which an event loop is late more often than not.
    /// A queue at utilisation 0.9 waits nine service times on average (M/M/1, Kleinrock, "Queueing Systems", 1975).
    static let saturation = 0.9

    /// Seconds of its own that a client may add to a TTFT before its run is worth nothing; below, a warning.
    static let lateness = 1e-3

    let report: ToolReport
    let account: RunAccount
    let run: RunRecord
    let tolerance: Tolerance
    /// The simulator's log. Nil with any other server.
    let simulatorLog: Data?

    /// - Parameters:
    ///   - refusal: What the server itself said of requests that failed. Nil when none failed on the wire.
    ///   - failures: All that passed on the wire.
    func all(refusal: Finding? = nil, _ failures: WireFailures? = nil) -> [Finding] {
        var findings = [refusal].compactMap(\.self)
        findings += report.warnings.map { finding("report-doubt", $0, severity: .note) }
        if case .exited(let code) = run.exit?.reason, code != 0 {
            findings.append(
                finding(
                    "exit-status",
                    "it ended with status \(code) although it left a whole report.",
                    severity: .warning
                )
            )
        }
        // The server's own words say more than a tool's.
        if refusal == nil { findings += [client(failures), failed].compactMap(\.self) }
        findings += [saturated, LimitedClient.finding(report, round: run.round), late].compactMap(\.self)
        return findings
    }

    /// The tool counts requests as failed whose answers came whole.
    private func client(_ failures: WireFailures?) -> Finding? {
        let failed = account.views.values.compactMap { $0[MetricID(.requestsFailed)]?.value }.max() ?? 0
        return failures?.clientFinding("round \(run.round)", failures: Int(failed), reason: reason?.text)
    }

    private var failed: Finding? {
        guard let reason else { return nil }
        return finding(
            "failure-reason",
            "\(reason.count) of \(reason.of) failed requests: \(reason.text)",
            metrics: [MetricID(.requestsFailed)],
            severity: .warning
        )
    }

    /// What the failed requests say of themselves: the most frequent reason. Nil when none failed, or they say nothing.
    private var reason: (text: String, count: Int, of: Int)? {
        let reasons = (report.records ?? []).compactMap(\.failure).map { failure in
            failure.message.isEmpty ? failure.kind.rawValue : String(failure.message.prefix(200))
        }
        let counts = Dictionary(reasons.map { ($0, 1) }, uniquingKeysWith: +)
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { ($0.key, $0.value, reasons.count) }
    }

    /// Share of one core that the tool used while it measured. Nil when not known.
    var cpuShare: Double? {
        guard let window = report.window, let samples = run.exit?.cpuSamples else { return nil }
        return CPUSample.share(of: samples, from: window.start, to: window.end)
    }

    /// What the simulator really did while the tool measured. Nil with any other server.
    var truth: SimulatorTruth? {
        guard let window = report.window, let simulatorLog else { return nil }
        return SimulatorTruth(log: simulatorLog, from: window.start, to: window.end)
    }

    private var saturated: Finding? {
        guard let share = cpuShare, share >= Self.saturation else { return nil }
        return finding(
            "client-saturated",
            "it used \(percent(share)) of a core while it measured; its event loop had no time left to be punctual.",
            metrics: [MetricID(.ttft, .mean), MetricID(.itl, .mean)],
            severity: .invalidating
        )
    }

    private var late: Finding? {
        let metric = MetricID(.ttft, .mean)
        guard let seen = account.views[.canonical]?[metric]?.value, let (due, source) = firstToken else { return nil }
        let excess = seen - due
        guard excess > tolerance.floor, excess / due > tolerance.share else { return nil }
        return finding(
            "client-late",
            "it saw a mean TTFT of \(milliseconds(seen)), and \(source): \(milliseconds(excess)) are the client's own.",
            metrics: [metric],
            share: excess / seen,
            severity: excess >= Self.lateness ? .invalidating : .warning
        )
    }

    /// Mean TTFT in seconds as it was before the client had to do with it, and whose word that is. Nil when nobody knows.
    private var firstToken: (seconds: Double, source: String)? {
        if let wire = account.views[.wire]?[MetricID(.ttft, .mean)] {
            return (
                wire.value,
                "the first token passed the tap \(milliseconds(wire.value)) after the request (\(wire.samples ?? 0) requests)"
            )
        }
        guard let truth else { return nil }
        return (
            truth.meanTTFT,
            "the server wrote the first token \(milliseconds(truth.meanTTFT)) after it had the request "
                + "(\(truth.requests) requests, from the server's own log)"
        )
    }

    private func finding(
        _ id: String,
        _ evidence: String,
        metrics: [MetricID] = [],
        share: Double? = nil,
        severity: Finding.Severity
    ) -> Finding {
        Finding(
            id: id,
            tool: report.tool,
            metrics: metrics,
            evidence: "\(report.tool), round \(run.round): \(evidence)",
            share: share,
            severity: severity
        )
    }

    private func milliseconds(_ seconds: Double) -> String { String(format: "%.2f ms", seconds * 1000) }

    private func percent(_ share: Double) -> String { String(format: "%.0f %%", share * 100) }
}
