/// A named cause of doubt or difference, with its evidence.
package struct Finding: Sendable, Codable, Equatable {
    package enum Severity: String, Sendable, Codable {
        /// Worth knowing; changes no verdict.
        case note
        /// The values are to be read with care; changes no verdict.
        case warning
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
}
