/// Everything that one run of one tool said, brought to metrics and base units, with nothing recomputed.
package struct ToolReport: Sendable, Codable {
    /// One file or console text that was read.
    package struct Source: Sendable, Codable, Equatable {
        /// What it was recognised as, such as `vLLM result JSON`.
        package let kind: String
        /// As given; `-` for text that came from no file.
        package let path: String

        package init(kind: String, path: String) {
            self.kind = kind
            self.path = path
        }
    }

    package var tool: ToolID
    /// Nil when the output does not tell.
    package var version: ToolVersion?
    package var sources: [Source]
    /// The tool's own figures; the finest source wins where several give the same metric.
    package var reported: [MetricID: MetricValue]
    /// Per-request data, failed requests included. Nil when the output holds none.
    package var records: [RequestRecord]?
    /// Metric families that the records cannot give under the canonical definitions, each with the reason.
    package var absent: [MetricFamily: String]
    /// Who counted the reported input tokens: true the server, false the tool itself, nil when unknown.
    package var serverCountedInput: Bool?
    /// Which endpoint the requests went to. Nil when the output does not tell.
    package var api: API?
    /// What the output tells of the work that was asked for.
    package var work: ReportedWork
    /// Whether the version does not tell how the figures were made: another program than the release's own client made
    /// them, or which requests are in them is not told.
    package var hasUnknownFormula: Bool
    /// The tool's verdict on itself. Nil when it gives none.
    package var health: ClientHealth?
    /// Doubts about the values above, as sentences.
    package var warnings: [String]

    package init(tool: ToolID, version: ToolVersion? = nil) {
        self.tool = tool
        self.version = version
        sources = []
        reported = [:]
        records = nil
        absent = [:]
        serverCountedInput = nil
        api = nil
        work = ReportedWork()
        hasUnknownFormula = false
        warnings = []
    }
}

extension MetricFamily: CodingKeyRepresentable {}
