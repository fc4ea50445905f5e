/// Up to which load one metric of a tool can be believed.
package struct CalibrationLimit: Sendable, Codable, Equatable {
    /// One load at which the metric was held against the tolerance.
    package struct Bound: Sendable, Codable, Equatable {
        package var load: CalibrationLoad
        /// Nil when the tool failed there.
        package var bias: Double?
    }

    package var metric: MetricID
    /// The profile that it holds for. Nil: for all of them.
    package var profile: String?
    /// The highest load within tolerance below the first one beyond it. Nil when there is none.
    package var within: Bound?
    /// The first load beyond tolerance, or at which the tool failed. Nil when there is none.
    package var leaves: Bound?

    /// - Parameters:
    ///   - cells: Of one tool.
    ///   - profile: Nil: a load counts as within when it is on all profiles.
    package init(_ metric: MetricID, profile: String? = nil, cells: [CalibrationCell], tolerance: Tolerance) {
        self.metric = metric
        self.profile = profile
        let own = cells.filter { profile == nil || $0.load.profile == profile }
        let loads = Dictionary(grouping: own, by: \.load.concurrency).sorted { $0.key < $1.key }.map(\.value)
        for load in loads {
            let judged = load.map { cell in
                let figure = cell.figure(metric)
                let isWithin = cell.failure == nil ? figure?.isWithin(tolerance) : false
                return (bound: Bound(load: cell.load, bias: figure?.bias), isWithin: isWithin)
            }
            let beyond = judged.filter { $0.isWithin == false }.map(\.bound)
            if let worst = beyond.max(by: { abs($0.bias ?? 0) < abs($1.bias ?? 0) }) {
                leaves = worst
                break
            }
            let inside = judged.filter { $0.isWithin == true }.map(\.bound)
            within = inside.max { $0.load.chunksPerSecond < $1.load.chunksPerSecond } ?? within
        }
    }

    private enum CodingKeys: String, CodingKey { case metric, profile, within, leaves }

    /// Every key is always there; what is unknown is null.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(metric, forKey: .metric)
        try container.encode(profile, forKey: .profile)
        try container.encode(within, forKey: .within)
        try container.encode(leaves, forKey: .leaves)
    }
}
