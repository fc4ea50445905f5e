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
}
