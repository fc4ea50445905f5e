import BenchModel

/// The verdict as JUnit XML: one test case for each comparison that decides, one for each finding that makes the run
/// invalid, one for each check, skipped where it could not be made, and one for the whole, so that a CI job is green
/// exactly when the tools agree.
struct JUnitReport {
    private struct Case {
        enum Outcome { case passed, failure, error, skipped }

        let suite: String
        let name: String
        let outcome: Outcome
        let type: String
        let message: String

        init(_ suite: String, _ name: String, _ verdict: Verdict, type: String? = nil, message: String) {
            self.suite = suite
            self.name = name
            outcome =
                switch verdict {
                case .agree: .passed
                case .disagree, .inconclusive: .failure
                case .invalid: .error
                }
            self.type = type ?? verdict.rawValue
            self.message = message
        }

        init(_ check: CheckResult) {
            suite = "checks"
            name = check.tool.map { "\(check.id) (\($0))" } ?? check.id
            outcome =
                switch check.outcome {
                case .pass: .passed
                case .fail: .error
                case .notChecked: .skipped
                }
            type = check.id
            message = check.evidence ?? ""
        }
    }

    private let document: VerdictDocument

    init(_ document: VerdictDocument) { self.document = document }

    func render() -> String {
        let overall = Case("verdict", "overall", document.verdict, message: document.summary)
        let cases = comparisons + findings + document.checks.map { Case($0) } + [overall]
        let suites = cases.map(\.suite).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        var lines = [
            #"<?xml version="1.0" encoding="UTF-8"?>"#,
            "<testsuites name=\"concord\" \(Self.counts(cases, skipped: false))>",
        ]
        for suite in suites {
            let own = cases.filter { $0.suite == suite }
            lines.append("  <testsuite name=\"\(MarkupText.escape(suite))\" \(Self.counts(own))>")
            lines += own.flatMap(Self.lines)
            lines.append("  </testsuite>")
        }
        return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
    }

    private var comparisons: [Case] {
        ReportRow.deciding(document).flatMap { row in
            document.tools.compactMap { row.comparisons[$0.name] }.filter(\.gated).map { comparison in
                let unit = row.scale.unit.isEmpty ? "" : " \(row.scale.unit)"
                let message =
                    "\(comparison.tool) \(row.valueText(comparison))\(unit), \(comparison.reference) "
                    + "\(row.referenceText)\(unit): \(ReportRow.differenceText(comparison))"
                return Case(
                    comparison.tool.rawValue,
                    "\(comparison.metric) (\(comparison.view.rawValue))",
                    comparison.verdict,
                    message: comparison.reason.map { "\(message); \($0)" } ?? message
                )
            }
        }
    }

    private var findings: [Case] {
        document.findings.filter { $0.severity == .invalidating }.map { finding in
            let name = finding.tool.map { "\(finding.id) (\($0))" } ?? finding.id
            return Case("findings", name, .invalid, type: finding.id, message: finding.evidence)
        }
    }

    /// - Parameter skipped: Whether they are counted; the schema of Jenkins takes that of a suite alone.
    private static func counts(_ cases: [Case], skipped isCounted: Bool = true) -> String {
        let failures = cases.count { $0.outcome == .failure }
        let errors = cases.count { $0.outcome == .error }
        let skipped = cases.count { $0.outcome == .skipped }
        let text = "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\""
        return isCounted ? "\(text) skipped=\"\(skipped)\"" : text
    }

    private static func lines(_ item: Case) -> [String] {
        let name = MarkupText.escape(item.name)
        let open = "    <testcase classname=\"concord.\(MarkupText.escape(item.suite))\" name=\"\(name)\" time=\"0\""
        let element: String
        switch item.outcome {
        case .passed: return [open + "/>"]
        case .failure: element = "failure"
        case .error: element = "error"
        case .skipped:
            let reason = MarkupText.escape("not checked, because \(item.message)")
            return [open + ">", "      <skipped message=\"\(reason)\"/>", "    </testcase>"]
        }
        let (type, message) = (MarkupText.escape(item.type), MarkupText.escape(item.message))
        return [open + ">", "      <\(element) type=\"\(type)\" message=\"\(message)\"/>", "    </testcase>"]
    }
}
