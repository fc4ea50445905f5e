import BenchModel

/// Whether a tool's calibration covers a load: a load counts as covered when one was measured within tolerance that was
/// harder in every respect, namely with as many requests and chunks at least and a true TTFT no longer, of which the same
/// delay is the larger share.
enum CalibrationCover: Sendable, Equatable {
    case covered
    /// The tool was within tolerance up to the highest load measured, and more is asked for.
    case beyondGrid(CalibrationLoad)
    /// The highest load within tolerance. Nil when there was none.
    case beyondLimit(CalibrationLoad?)

    static let metric = MetricID(.ttft, .mean)

    /// - Parameter document: About one tool.
    init(_ document: CalibrationDocument, _ asked: CalibrationDemand, tolerance: Tolerance) {
        let shorter = document.profiles.filter { profile in asked.ttft.map { profile.ttft <= $0 * 1.001 } ?? false }
        let names: [String?] = shorter.isEmpty ? [nil] : shorter.map(\.name)
        let limits = names.map {
            CalibrationLimit(Self.metric, profile: $0, cells: document.cells, tolerance: tolerance)
        }
        let loads = limits.compactMap(\.within?.load)
        let isCovered = loads.contains { load in
            Double(load.concurrency) >= asked.concurrency
                && asked.chunksPerSecond.map { $0 <= load.chunksPerSecond * 1.001 } ?? true
        }
        let open = limits.filter { $0.leaves == nil }.compactMap(\.within?.load)
        let isHigher: (CalibrationLoad, CalibrationLoad) -> Bool = {
            ($0.concurrency, $0.chunksPerSecond) < ($1.concurrency, $1.chunksPerSecond)
        }
        if isCovered {
            self = .covered
        } else if let highest = open.max(by: isHigher) {
            self = .beyondGrid(highest)
        } else {
            self = .beyondLimit(loads.max(by: isHigher))
        }
    }
}
