/// Between which order statistics of a sample of independent values a quantile of their distribution lies, whatever that
/// distribution is: how many values lie below it is binomial. Hahn and Meeker, "Statistical Intervals" (1991), section
/// 5.2; David and Nagaraja, "Order Statistics" (2003), section 7.1.
package struct QuantileInterval: Sendable, Equatable {
    /// Places among the sorted values, from 1.
    package let lowerRank: Int
    package let upperRank: Int
    /// The probability that the quantile lies between them; at least the confidence that was asked for, and exact for
    /// continuous distributions.
    package let coverage: Double

    /// Nil when the sample is too small: then the quantile may lie beyond its extremes.
    /// - Parameters:
    ///   - count: At least 1.
    ///   - percent: In (0, 100).
    ///   - confidence: In (0, 1); at most half of what is missing to 1 lies on each side.
    package init?(count: Int, percent: Double, confidence: Double) {
        precondition(count >= 1 && percent > 0 && percent < 100 && confidence > 0 && confidence < 1)
        let share = percent / 100
        let tail = (1 - confidence) / 2
        /// The probability that so many values or more lie below the quantile.
        func atLeast(_ below: Int) -> Double {
            IncompleteBeta.regularised(share, complement: 1 - share, a: Double(below), b: Double(count - below + 1))
        }
        /// The probability that fewer do, without the cancellation of 1 − `atLeast`.
        func fewer(_ below: Int) -> Double {
            IncompleteBeta.regularised(1 - share, complement: share, a: Double(count - below + 1), b: Double(below))
        }
        let lower = Self.first(in: 1...count) { fewer($0) > tail } - 1
        let upper = Self.first(in: 1...count) { atLeast($0) <= tail }
        guard lower >= 1, upper <= count else { return nil }
        lowerRank = lower
        upperRank = upper
        coverage = 1 - fewer(lower) - atLeast(upper)
    }

    /// The first number for which a condition holds that then holds for all larger ones; one above the range if none does.
    private static func first(in range: ClosedRange<Int>, where holds: (Int) -> Bool) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound + 1)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
