/// What a tool makes of the truth at one load: seen = offset + factor × truth.
package struct CalibrationFit: Sendable, Codable, Equatable {
    package var metric: MetricID
    package var concurrency: Int
    /// In the metric's base unit.
    package var offset: Double
    package var factor: Double

    /// By least squares; two points give the line through them.
    /// - Parameter cells: Of one tool at one concurrency.
    /// - Returns: Nil unless two truths are there that differ by more than a tenth.
    package init?(_ metric: MetricID, cells: [CalibrationCell]) {
        let points = cells.filter { $0.failure == nil }.compactMap { $0.figure(metric) }
        guard let first = cells.first, let least = points.map(\.truth).min(), let most = points.map(\.truth).max(),
            most > least * 1.1
        else { return nil }
        let count = Double(points.count)
        let meanTruth = points.map(\.truth).reduce(0, +) / count
        let meanSeen = points.map(\.reported).reduce(0, +) / count
        let spread = points.map { ($0.truth - meanTruth) * ($0.truth - meanTruth) }.reduce(0, +)
        let product = points.map { ($0.truth - meanTruth) * ($0.reported - meanSeen) }.reduce(0, +)
        self.metric = metric
        concurrency = first.load.concurrency
        factor = product / spread
        offset = meanSeen - factor * meanTruth
    }
}
