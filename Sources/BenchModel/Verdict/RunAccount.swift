/// The values of one run of one tool, by view: what the judge needs of it.
package struct RunAccount: Sendable, Codable {
    package var tool: ToolID
    package var version: ToolVersion?
    package var views: [MetricView: [MetricID: MetricValue]]
    /// Why a family is missing from the canonical view.
    package var absent: [MetricFamily: String]
    /// Who counted the reported input tokens: true the server, false the tool itself, nil when unknown.
    package var serverCountedInput: Bool?
    /// What the output tells of the work that was asked for.
    package var work = ReportedWork()
    package var warnings: [String]
    /// How far the figures may lie from what such runs give, by resampling the run's requests; it holds for every view, since
    /// all are made of the same requests. Nil when that was not drawn: it is needed only where a single round cannot show how
    /// much they vary. Not stored.
    package var resampled: [MetricID: SamplingError]?

    private enum CodingKeys: CodingKey {
        case tool, version, views, absent, serverCountedInput, work, warnings
    }

    package init(tool: ToolID, version: ToolVersion?, views: [MetricView: [MetricID: MetricValue]]) {
        self.tool = tool
        self.version = version
        self.views = views
        absent = [:]
        warnings = []
    }
}

extension MetricView: CodingKeyRepresentable {}
