/// Which cells a calibration measures, and how much in each.
package struct CalibrationGrid: Sendable, Equatable {
    /// Most requests of a cell, unless its concurrency alone needs more.
    private static let mostRequests = 4000
    /// Each slot sends at least so many, because the first ones all go out at the same moment.
    private static let leastWaves = 2

    package var profiles: [CalibrationProfile] = [.fast, .slow]
    /// Concurrencies in ascending order. At least one; each at least 1.
    package var loads = [1, 4, 16, 64, 128]
    /// Seconds that a cell is to measure.
    package var seconds = 3.5
    package var inputTokens = 100
    package var outputTokens = 32

    package init() {}

    /// Cells as small as they can be: to see that everything works, not to believe the figures.
    package static var quick: CalibrationGrid {
        var grid = CalibrationGrid()
        grid.loads = [1, 4]
        grid.seconds = 0.5
        grid.inputTokens = 16
        grid.outputTokens = 8
        return grid
    }

    /// Requests of one cell.
    package func requests(concurrency: Int, profile: CalibrationProfile) -> Int {
        let waves = Int((seconds / profile.answer(tokens: outputTokens)).rounded(.up))
        let least = Self.leastWaves * concurrency
        return max(least, min(waves * concurrency, Self.mostRequests))
    }
}
