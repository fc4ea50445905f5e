/// What a probe came to: each tool's request beside the reference's.
package struct ProbeDocument: Sendable, Equatable, Codable {
    package static let schemaName = "https://concord.dev/schema/probe/1"

    /// One tool against the reference.
    package struct Comparison: Sendable, Equatable, Codable {
        package let reference: ToolID
        package let tool: ToolID
        /// Whether no row is `different`.
        package let same: Bool
        package let rows: [ProbeRow]

        package init(reference: ToolID, tool: ToolID, rows: [ProbeRow]) {
            self.reference = reference
            self.tool = tool
            self.rows = rows
            same = !rows.contains { $0.outcome == .different }
        }

        package var differences: [ProbeRow] { rows.filter { $0.outcome == .different } }
    }

    package var schema = ProbeDocument.schemaName
    package var comparisons: [Comparison]
    /// Tools of which no request for text was seen.
    package var unseen: [ToolID]

    /// - Parameter requests: What was seen of each tool, in the order of the recipe; nil for one of which nothing was.
    package init(_ requests: [(tool: ToolID, seen: ProbedRequest?)], reference: ToolID, rules: ProbeRules) {
        unseen = requests.filter { $0.seen == nil }.map(\.tool)
        let seen = requests.compactMap { request in request.seen.map { (tool: request.tool, request: $0) } }
        guard let base = seen.first(where: { $0.tool == reference }) ?? seen.first else {
            comparisons = []
            return
        }
        comparisons = seen.filter { $0.tool != base.tool }.map { other in
            Comparison(
                reference: base.tool,
                tool: other.tool,
                rows: ProbeComparison(rules: rules).rows(base.request, other.request)
            )
        }
    }

    package var isSame: Bool { comparisons.allSatisfy(\.same) }

    /// One for each tool that does other work than the reference, and for each of which nothing was seen.
    /// - Parameter allow: As the recipe has it; with `different_work` nothing ends the run.
    package func findings(allow: Set<Approximation>) -> [Finding] {
        let differing = comparisons.filter { !$0.same }.map { comparison in
            Finding(
                id: "work-differs",
                tool: comparison.tool,
                evidence: Self.evidence(comparison, isAllowed: allow.contains(.work)),
                severity: allow.contains(.work) ? .warning : .invalidating
            )
        }
        let missing = unseen.map { tool in
            Finding(
                id: "work-unseen",
                tool: tool,
                evidence: "nothing was seen on the wire from \(tool), so that its requests could not be held against "
                    + "those of the others",
                severity: .warning
            )
        }
        return differing + missing
    }

    private static let shown = 8

    private static func evidence(_ comparison: Comparison, isAllowed: Bool) -> String {
        let rows = comparison.differences
        var clauses = rows.prefix(shown).map(\.clause).joined(separator: "; ")
        if rows.count > shown { clauses += "; and \(rows.count - shown) more" }
        let text = "\(comparison.tool) does not send the work that \(comparison.reference) sends: \(clauses)"
        if isAllowed { return text + ", which the recipe allows" }
        let allowances = Set(rows.compactMap(\.allowance)).map(\.rawValue).sorted().joined(separator: ", ")
        return text + ". Align the recipe, or accept it with `allow: [\(allowances)]`"
    }
}
