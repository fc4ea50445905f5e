/// Sample quantiles by a named definition.
package enum Quantile {
    /// Linear interpolation between order statistics, numpy's default.
    /// Hyndman and Fan, "Sample Quantiles in Statistical Packages" (1996), type 7.
    /// - Parameters:
    ///   - sorted: Ascending, not empty.
    ///   - percent: In [0, 100].
    package static func linear(_ sorted: [Double], percent: Double) -> Double {
        precondition(!sorted.isEmpty && (0...100).contains(percent))
        let position = Double(sorted.count - 1) * percent / 100
        let below = Int(position.rounded(.down))
        guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
        return sorted[below] + (sorted[below + 1] - sorted[below]) * (position - Double(below))
    }

    /// The value at rank ceil(p n / 100), without interpolation. Hyndman and Fan (1996), type 1.
    /// - Parameters:
    ///   - sorted: Ascending, not empty.
    ///   - percent: In [0, 100].
    package static func nearestRank(_ sorted: [Double], percent: Double) -> Double {
        precondition(!sorted.isEmpty && (0...100).contains(percent))
        let rank = Int((percent * Double(sorted.count) / 100).rounded(.up))
        return sorted[min(max(rank, 1), sorted.count) - 1]
    }

    /// The quantile by the definition that is named.
    /// - Parameters:
    ///   - sorted: Ascending, not empty.
    ///   - percent: In [0, 100].
    package static func value(_ sorted: [Double], percent: Double, by definition: ToolFormula.Percentile) -> Double {
        precondition(!sorted.isEmpty)
        if definition == .linear { return linear(sorted, percent: percent) }
        return sorted[Int(position(percent, of: sorted.count, by: definition))]
    }

    /// Where the quantile lies among so many sorted samples, from 0; between two of them it is interpolated.
    /// - Parameters:
    ///   - count: At least 1.
    ///   - percent: In [0, 100].
    package static func position(_ percent: Double, of count: Int, by definition: ToolFormula.Percentile) -> Double {
        precondition((0...100).contains(percent))
        let last = Double(count - 1)
        return switch definition {
        case .linear: last * percent / 100
        case .nearestRank: min(max((percent * Double(count) / 100).rounded(.up) - 1, 0), last)
        case .flooredIndex: min((percent * Double(count) / 100).rounded(.down), last)
        }
    }
}
