/// One tool at one load on one profile.
package struct CalibrationCell: Sendable, Codable, Equatable {
    /// A TTFT that is off by so many times the tolerance only gets worse with the load.
    private static let farOut = 5.0

    package var load: CalibrationLoad
    package var tool: ToolID
    /// Nil when not known.
    package var version: ToolVersion?
    /// That were sent.
    package var requests: Int
    package var metrics: [CalibrationFigure]
    /// Why it gave no figures, or none that count. Nil when it did.
    package var failure: String?

    package init(
        load: CalibrationLoad,
        tool: ToolID,
        version: ToolVersion?,
        requests: Int,
        metrics: [CalibrationFigure] = [],
        failure: String? = nil
    ) {
        self.load = load
        self.tool = tool
        self.version = version
        self.requests = requests
        self.metrics = metrics
        self.failure = failure
    }

    package func figure(_ metric: MetricID) -> CalibrationFigure? { metrics.first { $0.metric == metric } }

    /// Whether measuring the tool at a higher load is a waste of time.
    package func isFarOut(_ tolerance: Tolerance) -> Bool {
        guard failure == nil else { return true }
        let metric = MetricID(.ttft, .mean)
        guard let figure = figure(metric), case .within(let share, let floor) = tolerance.rule(for: metric) else {
            return false
        }
        let difference = abs(figure.reported - figure.truth)
        return abs(figure.bias) > Self.farOut * share && difference > Self.farOut * (floor ?? 0)
    }
}
