import BenchModel

/// The checks of a verdict in few lines, in the same words in every form: how many passed, each that failed, and what was
/// not checked, by reason.
struct CheckSummary {
    struct Line {
        let outcome: CheckResult.Outcome
        let text: String
    }

    /// Empty for verdicts that were written before there were checks.
    let lines: [Line]

    init(_ document: VerdictDocument) {
        let checks = document.checks
        let ids = checks.map(\.id).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        guard !ids.isEmpty else {
            lines = []
            return
        }
        let passed = ids.filter { id in checks.allSatisfy { $0.id != id || $0.outcome == .pass } }
        let failed = checks.filter { $0.outcome == .fail }.map { check in
            Line(outcome: .fail, text: "\(Self.name(check.id, [check.tool])): \(check.evidence ?? "")")
        }
        lines =
            [Line(outcome: .pass, text: "\(passed.count) of \(ids.count) checks passed")] + failed
            + Self.unchecked(checks, ids)
    }

    private static func unchecked(_ checks: [CheckResult], _ ids: [String]) -> [Line] {
        let open = checks.filter { $0.outcome == .notChecked }
        let reasons = open.map { $0.evidence ?? "" }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return reasons.map { reason in
            let names = ids.compactMap { id -> String? in
                let tools = open.filter { $0.id == id && ($0.evidence ?? "") == reason }.map(\.tool)
                let isAll = tools.count == checks.count { $0.id == id }
                return tools.isEmpty ? nil : name(id, isAll ? [] : tools)
            }
            return Line(outcome: .notChecked, text: "not checked, because \(reason): \(names.joined(separator: ", "))")
        }
    }

    /// `other processes (vllm and native)`; the tools are left out where they are all.
    private static func name(_ id: String, _ tools: [ToolID?]) -> String {
        let names = tools.compactMap { $0?.rawValue }
        let title = CheckCatalogue.check(id)?.title ?? id
        return names.isEmpty ? title : "\(title) (\(ReportHeading.joined(names)))"
    }
}

extension CheckResult.Outcome {
    var symbol: String {
        switch self {
        case .pass: "✓"
        case .fail: "✗"
        case .notChecked: "?"
        }
    }

    /// Whose colours it has.
    var verdict: Verdict {
        switch self {
        case .pass: .agree
        case .fail: .invalid
        case .notChecked: .inconclusive
        }
    }
}
