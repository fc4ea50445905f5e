package import BenchModel

/// `concord compare --baseline`: whether a server became slower since a result was stored. One tool's figures are held
/// against its own of then, by the same tests as two tools of one session.
///
/// Rounds are paired by their numbers, as far as both results have them. Rounds of two sessions are independent, and a
/// paired test of independent pairs is as valid as an unpaired one: what it costs is degrees of freedom, so that it takes
/// more rounds to decide.
package struct BaselineComparison: Sendable {
    /// By which verdicts know the earlier result.
    package static let name = ToolID("baseline")

    package let baseline: StoredResult
    package let result: StoredResult
    /// Nil: the one that the paths name, else the reference of the stored verdicts, else the only one that both have.
    package var tool: ToolID?
    /// Nil: the result's own recipe's, else the default.
    package var share: Double?
    /// Nil: the result's own recipe's, else `best`.
    package var view: Gate.View?
    /// Beside what the result's own recipe allows.
    package var allow: Set<Approximation> = []
    /// In what the results may differ.
    package var mayDiffer: Set<ResultDifferences.Aspect> = []

    package init(baseline: StoredResult, result: StoredResult) {
        self.baseline = baseline
        self.result = result
    }

    /// - Throws: `HarnessError.usage` when nobody says which tool is meant, or when recipe, version or machine differ.
    package func compare() throws(HarnessError) -> VerdictDocument {
        let tool = try chosenTool()
        let outputs = [
            try ComparedOutput(tool, path: baseline.path, name: Self.name), try ComparedOutput(tool, path: result.path),
        ]
        let differences = ResultDifferences(
            baseline: baseline,
            result: result,
            versions: (outputs[0].version, outputs[1].version),
            tool: tool
        )
        try refuse(differences)
        var document = try OutputComparison.document(
            of: outputs,
            terms: terms,
            stored: invalidating(baseline, tool, as: Self.name) + invalidating(result, tool, as: tool),
            notes: differences.all.map { "allowed to differ: \($0.text)" }
                + differences.unchecked.map { "not checked: \($0)" }
        )
        for (place, stored) in [baseline, result].enumerated() {
            let command = stored.verdict?.tools.first { $0.name == tool }?.command
            document.tools[place].command = command ?? []
        }
        document.environment = result.verdict?.environment ?? [:]
        return document
    }

    private func chosenTool() throws(HarnessError) -> ToolID {
        func list(_ tools: [ToolID]) -> String {
            tools.isEmpty ? "none" : tools.map(\.rawValue).joined(separator: ", ")
        }
        let named = [tool, baseline.named, result.named].compactMap(\.self)
        if let first = named.first {
            guard named.allSatisfy({ $0 == first }) else {
                throw .usage("a tool is compared with itself, and these are several: \(list(named))")
            }
            for stored in [baseline, result] where stored.isResultFolder && !stored.tools.contains(first) {
                throw .usage("there is nothing of \(first) in \(stored.path); there is: \(list(stored.tools))")
            }
            return first
        }
        let common = result.tools.filter { baseline.tools.contains($0) }
        let references = [baseline.verdict?.reference, result.verdict?.reference].compactMap(\.self)
        if let reference = references.first(where: { common.contains($0) }) { return reference }
        guard let only = common.first else {
            throw .usage(
                "the results have no tool in common: \(baseline.path) has \(list(baseline.tools)), "
                    + "\(result.path) has \(list(result.tools))"
            )
        }
        guard common.count == 1 else {
            throw .usage("--tool must say which tool is to be compared; both results have: \(list(common))")
        }
        return only
    }

    private func refuse(_ differences: ResultDifferences) throws(HarnessError) {
        let refused = differences.all.filter { !mayDiffer.contains($0.aspect) }
        guard !refused.isEmpty else { return }
        let aspects = ResultDifferences.Aspect.allCases.filter { aspect in
            mayDiffer.contains(aspect) || refused.contains { $0.aspect == aspect }
        }
        throw .usage(
            """
            the results differ in more than their figures, which would be taken for the server's doing:
            \(refused.map { "  \($0.aspect.rawValue): \($0.text)" }.joined(separator: "\n"))
            To compare them all the same: --allow-different \(aspects.map(\.rawValue).joined(separator: ","))
            """
        )
    }

    private var terms: ComparisonTerms {
        var terms = ComparisonTerms()
        terms.tolerance = result.recipe?.tolerance ?? terms.tolerance
        terms.gate = result.recipe?.gate ?? terms.gate
        terms.allow = allow.union(result.recipe?.allow ?? [])
        if let share { terms.tolerance.share = share }
        if let view { terms.gate.view = view }
        if let workload = result.recipe?.workload, workload == baseline.recipe?.workload {
            terms.sharesPrompts = workload.prompts != .own
            terms.expectedRequests = workload.requests
        }
        return terms
    }

    /// What made a stored verdict invalid, as far as it concerns the tool: what was no measurement is none to compare with.
    private func invalidating(_ stored: StoredResult, _ tool: ToolID, as name: ToolID) -> [Finding] {
        let findings = stored.verdict?.findings ?? []
        return findings.filter { $0.severity == .invalidating && ($0.tool == nil || $0.tool == tool) }.map { finding in
            var finding = finding
            finding.tool = name
            finding.evidence = "the stored verdict of \(stored.path) is invalid: \(finding.evidence)"
            return finding
        }
    }
}
