import Foundation

/// The unit in which people read the values of one row, and how many digits of them mean something.
package struct FigureScale {
    /// Empty for counts, whose metric says what is counted.
    package let unit: String
    private let factor: Double
    private let isCount: Bool

    /// - Parameter value: The row's reference value, in the base unit of `metric`; it picks the prefix.
    package init(_ metric: MetricID, value: Double) {
        isCount = metric.family.isCount
        (unit, factor) =
            switch metric.unit {
            case .requests, .tokens: ("", 1)
            case .requestsPerSecond: ("req/s", 1)
            case .tokensPerSecond: ("tok/s", 1)
            case .seconds where abs(value) >= 1: ("s", 1)
            case .seconds where abs(value) >= 1e-3 || value == 0: ("ms", 1e3)
            case .seconds: ("µs", 1e6)
            }
    }

    /// Four significant digits, and none that the written figure did not have. Counts in full.
    package func text(_ value: Double, resolution: Double) -> String {
        if isCount { return FigureText.plain(value) }
        if value == 0, resolution == 0 { return "0" }
        let scaled = value * factor
        var decimals = scaled == 0 ? 3 : 3 - Int(log10(abs(scaled)).rounded(.down))
        if resolution > 0 { decimals = min(decimals, Int((-log10(2 * resolution * factor) + 1e-9).rounded(.down))) }
        return String(format: "%.\(min(max(decimals, 0), 3))f", scaled)
    }
}
