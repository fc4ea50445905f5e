/// Counts of a sample in bins of equal width, and of what lies above the last one.
package struct Histogram: Sendable, Codable, Equatable {
    /// Lower end of the first bin.
    package let low: Double
    /// Upper end of the last bin, which it belongs to.
    package let high: Double
    /// At least one bin. What lies below `low` is in the first.
    package private(set) var counts: [Int]
    package private(set) var above = 0

    /// - Parameter bins: At least 1. One is made where `high` is not above `low`.
    package init(from low: Double, through high: Double, bins: Int) {
        self.low = low
        self.high = max(low, high)
        counts = Array(repeating: 0, count: high > low ? bins : 1)
    }

    /// Width of a bin. 0 when all values are the same.
    package var width: Double { (high - low) / Double(counts.count) }

    package var total: Int { counts.reduce(above, +) }

    package mutating func add(_ value: Double) {
        guard value <= high else {
            above += 1
            return
        }
        let place = width > 0 ? (value - low) / width : 0
        counts[min(max(0, Int(place)), counts.count - 1)] += 1
    }
}
