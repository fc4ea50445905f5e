/// What a calibration says of one tool as a whole.
package struct CalibratedTool: Sendable, Codable, Equatable {
    package var tool: ToolID
    /// Nil when not known.
    package var version: ToolVersion?
    /// By metric and concurrency, where two profiles were measured.
    package var fits: [CalibrationFit]
    /// Each metric on all profiles together, then on each alone.
    package var limits: [CalibrationLimit]
    /// The concurrency after which it was not measured any more because its TTFT was far off on every profile. Nil when
    /// it was measured at every load.
    package var stoppedAfter: Int?

    /// - Parameter cells: Of this tool, in the order of measuring.
    init(_ tool: ToolID, cells: [CalibrationCell], profiles: [CalibrationProfile], tolerance: Tolerance) {
        self.tool = tool
        version = cells.compactMap(\.version).first
        let metrics = Set(cells.flatMap(\.metrics).map(\.metric)).sorted()
        let loads = Dictionary(grouping: cells, by: \.load.concurrency).sorted { $0.key < $1.key }.map(\.value)
        fits = metrics.flatMap { metric in loads.compactMap { CalibrationFit(metric, cells: $0) } }
        let names: [String?] = [nil] + profiles.map(\.name)
        limits = metrics.flatMap { metric in
            names.map { CalibrationLimit(metric, profile: $0, cells: cells, tolerance: tolerance) }
        }
    }

    /// `vllm 0.32.0`, for headings.
    package var name: String { version.map { "\(tool) \($0)" } ?? "\(tool)" }

    /// On all profiles together when none is named.
    package func limit(_ metric: MetricID, profile: String? = nil) -> CalibrationLimit? {
        limits.first { $0.metric == metric && $0.profile == profile }
    }

    private enum CodingKeys: String, CodingKey {
        case tool, version, fits, limits
        case stoppedAfter = "stopped_after"
    }
}
