package import BenchModel

/// The order of the tools in each round.
package enum RoundOrder {
    /// Rotated by one place a round, so that over as many rounds as tools each is first, second and last equally often.
    /// - Parameter round: From 1.
    package static func tools(_ tools: [ToolChoice], round: Int) -> [ToolChoice] {
        guard !tools.isEmpty else { return [] }
        let shift = (round - 1) % tools.count
        return Array(tools[shift...] + tools[..<shift])
    }
}
