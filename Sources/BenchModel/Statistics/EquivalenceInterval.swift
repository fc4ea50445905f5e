import Foundation

/// The interval in which the logarithm of a ratio lies, and what it decides about a margin around zero.
package struct EquivalenceInterval: Sendable, Equatable {
    /// Natural logarithms; `low` ≤ `high`. May be infinite.
    package let low: Double
    package let high: Double

    /// A ratio that is the margin itself must not fail by the last bit of a division.
    static let slack = 1e-12

    package init(low: Double, high: Double) {
        precondition(low <= high)
        self.low = low
        self.high = high
    }

    /// Wholly within ±`margin`: agree. Wholly outside: disagree. Else inconclusive.
    /// - Parameter margin: A natural logarithm, at least 0; the bounds belong to it.
    package func decision(margin: Double) -> Verdict {
        let margin = margin + Self.slack
        if low >= -margin, high <= margin { return .agree }
        return low > margin || high < -margin ? .disagree : .inconclusive
    }

    /// The least level in (0, 0.5) at which intervals that widen as the level falls are wholly outside ±`margin`: the p-value
    /// of "the ratio lies within the margin". 1 when none is.
    static func disagreement(margin: Double, interval: (Double) -> EquivalenceInterval) -> Double {
        let most = 0.4999
        func isOutside(_ alpha: Double) -> Bool { interval(alpha).decision(margin: margin) == .disagree }
        guard isOutside(most) else { return 1 }
        var (inside, outside) = (log(1e-9), log(most))
        if isOutside(exp(inside)) { return 0 }
        for _ in 0..<30 {
            let middle = (inside + outside) / 2
            if isOutside(exp(middle)) { outside = middle } else { inside = middle }
        }
        return exp(outside)
    }
}
