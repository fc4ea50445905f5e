/// One question on whether figures can be trusted: the causes that answer it with no, and what it takes to ask it. It
/// fails exactly when a finding of one of its causes makes the run invalid, and passes only when there was something to
/// look at.
package struct Check: Sendable {
    /// Whom it is asked of, and why it cannot be answered; nil: it can.
    enum Subject: Sendable {
        /// Every tool, run by run.
        case tool(@Sendable (RunEvidence, CheckMaterial) -> String?)
        /// Every tool but the reference, by the runs of both.
        case pair(@Sendable (RunEvidence, CheckMaterial) -> String?)
        case session(@Sendable (CheckMaterial) -> String?)
    }

    /// Stable, lower case with hyphens.
    package let id: String
    /// In a word or two, for lists.
    package let title: String
    /// Ids of the catalogue of causes.
    package let causes: [String]
    /// Families whose figures it is about. Empty: all, as when the tools did not do the same work.
    package let families: [MetricFamily]
    let subject: Subject

    /// One for each tool that it is asked of, and for whatever a finding blames besides; at least one.
    func results(_ material: CheckMaterial) -> [CheckResult] {
        let own = material.findings.filter { causes.contains($0.id) }
        var asked: [ToolID?] = subjects(material.evidence)
        for finding in own where finding.severity == .invalidating && !asked.contains(finding.tool) {
            asked.append(finding.tool)
        }
        guard !asked.isEmpty else {
            return [
                result(nil, .notChecked, material.evidence.tools.isEmpty ? Self.nothing : "there is one tool alone")
            ]
        }
        return asked.map { tool in
            let named = own.filter { $0.tool == tool }
            let failures = named.filter { $0.severity == .invalidating }
            if let first = failures.first {
                let more = failures.count > 1 ? " (and \(failures.count - 1) more)" : ""
                return result(tool, .fail, first.evidence + more)
            }
            if let reason = missing(tool, material) { return result(tool, .notChecked, reason) }
            return result(tool, .pass, named.first { $0.severity != .note }?.evidence)
        }
    }

    private static let nothing = "nothing was measured"

    private func result(_ tool: ToolID?, _ outcome: CheckResult.Outcome, _ evidence: String?) -> CheckResult {
        CheckResult(id: id, tool: tool, outcome: outcome, evidence: evidence, metrics: families)
    }

    private func subjects(_ evidence: SessionEvidence) -> [ToolID?] {
        switch subject {
        case .tool: evidence.tools
        case .pair: evidence.tools.filter { $0 != evidence.reference }
        case .session: [nil]
        }
    }

    /// A check that some rounds could not be put to has not been made.
    private func missing(_ tool: ToolID?, _ material: CheckMaterial) -> String? {
        guard !material.evidence.tools.isEmpty else { return Self.nothing }
        switch subject {
        case .session(let reason): return reason(material)
        case .tool(let reason): return missing(tool, material, reason)
        case .pair(let reason):
            return missing(tool, material, reason) ?? missing(material.evidence.reference, material, reason)
        }
    }

    private func missing(
        _ tool: ToolID?,
        _ material: CheckMaterial,
        _ reason: (RunEvidence, CheckMaterial) -> String?
    ) -> String? {
        guard let tool else { return nil }
        let runs = material.evidence.runs(of: tool)
        let reasons = runs.compactMap { reason($0, material) }
        guard let first = reasons.first ?? (runs.isEmpty ? Self.nothing : nil) else { return nil }
        return reasons.count < runs.count ? "in \(reasons.count) of \(runs.count) rounds \(first)" : first
    }
}
