import BenchModel

extension Probe {
    /// What a run has to know before its first round. A tool that cannot send one request sends no hundred.
    func check() async throws -> [Finding] {
        guard setups.count > 1 else { return [] }
        let outcome = try await run()
        let failures = outcome.failures.map { failure in
            Finding(
                id: "tool-failed",
                tool: failure.tool,
                evidence: "\(failure.tool), probe: \(failure.reason) Its output is in \(failure.folder).",
                severity: .invalidating
            )
        }
        let failed = outcome.failures.map(\.tool)
        return outcome.refusals + failures
            + outcome.document.findings(allow: recipe.allow).filter { finding in
                finding.id != "work-unseen" || finding.tool.map { !failed.contains($0) } ?? true
            }
    }
}
