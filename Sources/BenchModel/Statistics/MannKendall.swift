/// Whether values rise or fall in the order in which they came, by a test that asks nothing of their distribution. Mann,
/// "Nonparametric Tests Against Trend" (1945); Kendall, "Rank Correlation Methods" (1975).
package struct MannKendall: Sendable, Equatable {
    /// Pairs in which the later value is larger, minus those in which it is smaller: above 0 when they rise.
    package let statistic: Int
    /// The share of all orders of the values in which the statistic is as far from 0 or farther: exact, two-sided, and
    /// conditional on the ties that there are. 1 when all values are the same.
    package let pValue: Double

    /// - Parameter values: Not empty.
    package init(_ values: [Double]) {
        precondition(!values.isEmpty)
        var statistic = 0
        for (place, earlier) in values.enumerated() {
            for later in values[(place + 1)...] { statistic += later > earlier ? 1 : later < earlier ? -1 : 0 }
        }
        self.statistic = statistic
        let groups = Dictionary(grouping: values) { $0 }.values.map(\.count).sorted()
        let inversions = Self.inversions(groups)
        // Of the pairs that are not tied, each inversion takes one away and adds one on the other side.
        let pairs = inversions.count - 1
        var tails = 0.0
        for (number, probability) in inversions.enumerated() where abs(pairs - 2 * number) >= abs(statistic) {
            tails += probability
        }
        pValue = min(1, tails)
    }

    /// The distribution of the number of inversions over all orders of values of which so many are equal each time: the
    /// Gaussian multinomial coefficient. MacMahon, "Two Applications of General Theorems in Combinatory Analysis" (1916).
    private static func inversions(_ groups: [Int]) -> [Double] {
        var distribution = [1.0]
        var placed = 0
        for group in groups {
            let own = gaussian(placed, group)
            var product = Array(repeating: 0.0, count: distribution.count + own.count - 1)
            for (left, probability) in distribution.enumerated() {
                for (right, other) in own.enumerated() { product[left + right] += probability * other }
            }
            distribution = product
            placed += group
        }
        return distribution
    }

    /// The Gaussian binomial coefficient of `others + own` over `own`, as probabilities, by its Pascal rule: the last place
    /// holds one of its own, or one of the others, which then stands behind all of its own.
    private static func gaussian(_ others: Int, _ own: Int) -> [Double] {
        // rows[k]: k of its own among the places so far, as far as there are so many of each kind.
        var rows: [[Double]] = [[1]]
        for places in 1...(others + own) {
            rows = (0...min(places, own)).map { kept in
                var row = Array(repeating: 0.0, count: kept * (places - kept) + 1)
                if kept > 0, kept - 1 < rows.count {
                    let share = Double(kept) / Double(places)
                    for (power, probability) in rows[kept - 1].enumerated() { row[power] += share * probability }
                }
                if kept < places, kept < rows.count {
                    let share = Double(places - kept) / Double(places)
                    for (power, probability) in rows[kept].enumerated() { row[power + kept] += share * probability }
                }
                return row
            }
        }
        return rows[own]
    }
}
