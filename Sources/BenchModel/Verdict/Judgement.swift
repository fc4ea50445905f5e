/// What the judge found: every comparison, every finding, and what follows from them.
package struct Judgement: Sendable, Equatable {
    package let reference: ToolID
    /// By tool in the order of the first round, then by metric; the view that decides comes first.
    package let comparisons: [Comparison]
    package let findings: [Finding]
    /// What was checked, and what could not be, in the catalogue's order.
    package let checks: [CheckResult]
    package let verdict: Verdict
    /// One sentence that starts with the verdict.
    package let summary: String
    /// Gated and still inconclusive, to decide on another round.
    package let undecided: [MetricID]

    /// - Parameter needsTimes: Whether the gate names more than counts. An agreement then needs a latency, a throughput or a
    ///   duration of every tool: that as many requests were sent says nothing of how fast they were.
    package init(
        reference: ToolID,
        comparisons: [Comparison],
        findings: [Finding],
        checks: [CheckResult],
        needsTimes: Bool = true
    ) {
        self.reference = reference
        self.comparisons = comparisons
        self.findings = findings
        self.checks = checks
        let gated = comparisons.filter(\.gated)
        verdict =
            if findings.contains(where: { $0.severity == .invalidating }) {
                .invalid
            } else if gated.contains(where: { $0.verdict == .disagree }) {
                .disagree
            } else if gated.isEmpty || gated.contains(where: { $0.verdict != .agree })
                || needsTimes && !Self.haveTimes(comparisons)
                || findings.contains(where: { $0.severity == .undeciding })
            {
                .inconclusive
            } else {
                .agree
            }
        undecided = Set(gated.filter { $0.verdict == .inconclusive }.map(\.metric)).sorted()
        summary = VerdictSummary(reference: reference, gated: gated, findings: findings, checks: checks).sentence(
            verdict
        )
    }

    /// Whether every tool has a metric that decides and is no count.
    private static func haveTimes(_ comparisons: [Comparison]) -> Bool {
        let timed = comparisons.filter { $0.gated && !$0.metric.family.isCount }
        return Set(comparisons.map(\.tool)) == Set(timed.map(\.tool))
    }
}
