/// A named cause of doubt or difference, with its evidence.
package struct Finding: Sendable, Codable, Equatable {
    package enum Severity: String, Sendable, Codable {
        /// Worth knowing; changes no verdict.
        case note
        /// The values are to be read with care; changes no verdict.
        case warning
        /// Something that should decide cannot be judged: the verdict is at best `inconclusive`.
        case undeciding
        /// The run cannot be judged: the verdict becomes `invalid`.
        case invalidating
    }

    /// Stable, lower case with hyphens: `prompt-length-mismatch`.
    package var id: String
    /// Nil when it concerns the whole run.
    package var tool: ToolID?
    package var metrics: [MetricID]
    /// One or two sentences with the figures.
    package var evidence: String
    /// Its part of the difference as a share of the value. Nil when not attributed.
    package var share: Double?
    package var severity: Severity

    package init(
        id: String,
        tool: ToolID? = nil,
        metrics: [MetricID] = [],
        evidence: String,
        share: Double? = nil,
        severity: Severity
    ) {
        self.id = id
        self.tool = tool
        self.metrics = metrics
        self.evidence = evidence
        self.share = share
        self.severity = severity
    }

    /// Every key is always there; what is unknown is null.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(tool, forKey: .tool)
        try container.encode(metrics, forKey: .metrics)
        try container.encode(evidence, forKey: .evidence)
        try container.encode(share, forKey: .share)
        try container.encode(severity, forKey: .severity)
    }
}
