/// What one check came to: for one tool, or for the session.
package struct CheckResult: Sendable, Codable, Equatable {
    package enum Outcome: String, Sendable, Codable, CaseIterable {
        case pass, fail
        case notChecked = "not_checked"
    }

    /// Of the catalogue: `host-contention`.
    package var id: String
    /// Nil when it concerns the session as a whole.
    package var tool: ToolID?
    package var outcome: Outcome
    /// What was found, as the finding has it; of what was not checked, the reason, as words that follow 'because'. Nil when
    /// it passed and there is nothing to say.
    package var evidence: String?
    /// Families whose figures it is about. Empty: all.
    package var metrics: [MetricFamily]

    package init(id: String, tool: ToolID?, outcome: Outcome, evidence: String?, metrics: [MetricFamily]) {
        self.id = id
        self.tool = tool
        self.outcome = outcome
        self.evidence = evidence
        self.metrics = metrics
    }

    /// Every key is always there; what is unknown is null.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(tool, forKey: .tool)
        try container.encode(outcome, forKey: .outcome)
        try container.encode(evidence, forKey: .evidence)
        try container.encode(metrics, forKey: .metrics)
    }
}
