/// Decides whether tools agree: compares every tool with the reference, metric by metric, and checks that the runs can
/// be compared at all. It sees values only, and gives the same answer whenever it is asked again.
///
/// A metric's interval decides both ways: wholly inside the margin it agrees, wholly outside it disagrees, and it is one and
/// the same interval at one and the same level, whatever the outcome. Each error of a metric, agreement that is none and
/// disagreement that is none, has at most the probability `alpha`, over all looks of a session together (`LookPlan`), as far
/// as rounds are independent and their log ratios normal. Overall agreement needs that of every metric, so that its error is
/// no larger (an intersection-union test: Berger, "Multiparameter Hypothesis Testing and Acceptance Sampling", 1982) and needs
/// no correction. Overall disagreement is that of any metric, and would err the more often the more metrics there are: so the
/// metrics that decide, of all tools, are one family, and disagree by Holm's procedure (`HolmProcedure`) with an error of at
/// most `alpha` for all together. What is outside the margin by itself and not as one of them stays undecided. Counts, which
/// have no error, do not belong to the family.
package struct Judge: Sendable {
    /// Significance level of each one-sided test, shared by all planned looks.
    package static let alpha = 0.05

    private let tolerance: Tolerance
    private let gate: Gate
    private let reference: ToolID
    private let looks: Int
    private let sharesPrompts: Bool
    private let allow: Set<Approximation>

    /// - Parameters:
    ///   - looks: How often the verdict may be taken while rounds are added, `LookPlan.count`; each look uses
    ///     alpha / looks. At least 1.
    ///   - sharesPrompts: Whether all tools send the same prompts, so that input tokens must match.
    package init(
        tolerance: Tolerance,
        gate: Gate,
        reference: ToolID,
        looks: Int = 1,
        sharesPrompts: Bool,
        allow: Set<Approximation> = []
    ) {
        self.tolerance = tolerance
        self.gate = gate
        self.reference = reference
        self.looks = max(looks, 1)
        self.sharesPrompts = sharesPrompts
        self.allow = allow
    }

    /// - Parameters:
    ///   - told: The runs of each round, one a tool; a tool may be missing from some.
    ///   - expectedRequests: How many each run should have completed. Nil when unknown.
    ///   - known: Findings made elsewhere, which count as the judge's own do.
    ///   - evidence: What else is known of the runs, for the checks. Nil: nothing.
    package func judge(
        _ told: [[RunAccount]],
        expectedRequests: Int?,
        known: [Finding] = [],
        evidence: SessionEvidence? = nil
    ) -> Judgement {
        let sifted = SiftedRounds(told, gate: gate)
        let rounds = sifted.rounds
        var tools: [ToolID] = []
        for account in rounds.joined() where account.tool != reference && !tools.contains(account.tool) {
            tools.append(account.tool)
        }
        let validity = ValidityCheck(
            reference: reference,
            share: tolerance.share,
            allowsPromptLength: !allow.isDisjoint(with: [.promptLength, .work]),
            expectedRequests: expectedRequests
        )
        var judged: [Judged] = []
        var findings = known + validity.findings(rounds, tools: tools) + sifted.findings
        let lengths = AskedLengthCheck(workload: evidence?.workload, share: tolerance.share)
        findings += sifted.each(rounds) { lengths.findings($0, place: $1) }
        for tool in tools {
            let runs = PairedRuns(rounds, reference: reference, tool: tool)
            let ownComparisons = compare(runs, evidence)
            judged += ownComparisons
            findings += ComparabilityCheck(gate: gate).findings(runs) { decision($0, runs, evidence) }
            findings += CanonicalDeparture.findings(runs) { decision($0, runs, evidence) }
            findings += DefinitionCheck.findings(ownComparisons.map(\.comparison))
            findings += WorkComparison.findings(runs, allow: allow)
            findings += OutlierCheck(test: test(for:)).findings(ownComparisons.map(\.comparison), runs)
            findings += SamplingCheck(gate: gate).findings(runs) { decision($0, runs, evidence) }
        }
        findings = findings.map { $0.weighed(by: gate) }
        let material = CheckMaterial(
            evidence: evidence ?? bare(rounds),
            findings: findings,
            expectedRequests: expectedRequests
        )
        return Judgement(
            reference: reference,
            comparisons: together(judged),
            findings: findings,
            checks: CheckCatalogue.results(material),
            needsTimes: gate.families.contains { !$0.isCount }
        )
    }

    /// A comparison, and the least level at which it would be a disagreement; nil for one that is none of the family.
    private struct Judged {
        var comparison: Comparison
        let disagreement: Double?
    }

    /// Disagreements that are none among so many are undecided.
    private func together(_ judged: [Judged]) -> [Comparison] {
        var comparisons = judged.map(\.comparison)
        let family = judged.indices.filter { judged[$0].comparison.gated && judged[$0].disagreement != nil }
        let rejections = HolmProcedure.rejections(
            family.map { judged[$0].disagreement ?? 1 },
            alpha: Self.alpha / Double(looks)
        )
        for (place, isRejected) in zip(family, rejections)
        where !isRejected && comparisons[place].verdict == .disagree {
            comparisons[place].verdict = .inconclusive
            let reason = "outside the margin by itself, but not at 5 % for all \(family.count) that decide"
            comparisons[place].reason = [comparisons[place].reason, reason].compactMap { $0 }.joined(separator: "; ")
        }
        return comparisons
    }

    /// No more than what the tools printed.
    private func bare(_ rounds: [[RunAccount]]) -> SessionEvidence {
        SessionEvidence(
            reference: reference,
            tolerance: tolerance,
            allow: allow,
            rounds: rounds.enumerated().map { index, accounts in
                accounts.map { RunEvidence(round: index + 1, account: $0) }
            }
        )
    }

    private func compare(_ runs: PairedRuns, _ evidence: SessionEvidence?) -> [Judged] {
        let metrics = Set(MetricView.allCases.flatMap { runs.metrics(in: $0) }).sorted()
        return metrics.flatMap { metric in
            let decision = decision(metric, runs, evidence)
            let views = MetricView.allCases.filter { !runs.pairs(of: metric, in: $0).isEmpty }
            let ordered = views.filter { $0 == decision.view } + views.filter { $0 != decision.view }
            return ordered.map { compare(metric, in: $0, runs, decision) }
        }
    }

    private func compare(
        _ metric: MetricID,
        in view: MetricView,
        _ runs: PairedRuns,
        _ decision: GateDecision
    ) -> Judged {
        let pairs = runs.pairs(of: metric, in: view)
        var test = test(for: metric)
        if view == .canonical { test.opener = "ends that a tool keeps no stamp of leave" }
        let outcome = test.outcome(
            pairs,
            rounds: runs.rounds.count,
            sampling: runs.sampling(of: metric, in: view)
        )
        func mean(_ value: (PairedRuns.Pair) -> Double) -> Double {
            pairs.map(value).reduce(0, +) / Double(pairs.count)
        }
        let reasons = [view == decision.view ? decision.reason : nil, outcome.reason].compactMap { $0 }
        let comparison = Comparison(
            metric: metric,
            view: view,
            reference: reference,
            tool: runs.tool,
            referenceValue: mean { $0.reference.value },
            value: mean { $0.tool.value },
            referenceResolution: mean { $0.reference.resolution },
            resolution: mean { $0.tool.resolution },
            ratio: outcome.ratio,
            ratioLow: outcome.low,
            ratioHigh: outcome.high,
            pValue: outcome.pValue,
            ratios: outcome.ratios,
            rounds: pairs.count,
            gated: decision == .gated(view),
            verdict: outcome.verdict,
            reason: reasons.isEmpty ? nil : reasons.joined(separator: "; ")
        )
        return Judged(comparison: comparison, disagreement: outcome.disagreement)
    }

    private func test(for metric: MetricID) -> AgreementTest {
        AgreementTest(rule: rule(for: metric), alpha: Self.alpha / Double(looks))
    }

    /// What is shown for information is held against the default rule, so that its row says something.
    private func rule(for metric: MetricID) -> Tolerance.Rule {
        let rule = tolerance.rule(for: metric)
        guard rule == .information else { return rule }
        var defaults = tolerance
        defaults.rules = [:]
        return defaults.rule(for: metric)
    }

    private func decision(_ metric: MetricID, _ runs: PairedRuns, _ evidence: SessionEvidence?) -> GateDecision {
        let isSharedInput = metric.family == .inputTokens && sharesPrompts
        guard gate.contains(metric) || isSharedInput else { return .notNamed }
        guard let view = runs.fullestView(of: metric, among: gate.views) else {
            return gate.contains(metric) ? .notComparable : .notNamed
        }
        if tolerance.rule(for: metric) == .information { return .information(view, reason: "the tolerance says so") }
        if metric.family == .inputTokens {
            /// Who names it wants it decided; with shared prompts it decides without being named.
            func undecided(_ reason: String) -> GateDecision {
                gate.contains(metric) ? .undecidable(view, reason: reason) : .information(view, reason: reason)
            }
            if allow.contains(.promptLength) { return .information(view, reason: "prompt_length is allowed to differ") }
            if allow.contains(.work) { return .information(view, reason: "different_work is allowed") }
            if !sharesPrompts { return undecided("each tool draws its own prompts") }
            let accounts = runs.rounds.flatMap { [$0.reference, $0.tool] }
            if let own = accounts.first(where: { $0.serverCountedInput == false }) {
                return undecided("counted by \(own.tool) itself, not by the server")
            }
        }
        let isOneRound = runs.rounds.count == 1 && !runs.isOneRun && !metric.family.isCount
        let needed = SampleRequirement.samples(for: metric.statistic, isOneRound: isOneRound)
        if needed > 1 {
            let samples = runs.fewestSamples(of: metric, in: view)
            if (samples ?? 0) < needed { return .tooFewSamples(view, samples: samples, needed: needed) }
        }
        if view == .canonical,
            let reason = CanonicalDeparture(metric: metric, rule: rule(for: metric), evidence: evidence).reason(runs)
        {
            return .departs(view, reason: reason)
        }
        if runs.hasUnknowableSampling(of: metric, in: view) { return .samplingUnknown(view) }
        return .gated(view)
    }
}
