/// The range that a number of a recipe must lie in.
package struct RecipeBounds: Sendable, Equatable {
    /// Nil: no bound.
    package let low: Double?
    package let high: Double?
    /// Whether `low` itself is excluded.
    package let above: Bool
    /// Whether `high` itself is excluded.
    package let below: Bool

    package static let any = RecipeBounds()
    package static let positive = RecipeBounds(above: 0)

    package static func atLeast(_ low: Double) -> RecipeBounds { RecipeBounds(from: low) }

    package init(from low: Double, through high: Double? = nil) { self.init(low, high, above: false, below: false) }
    package init(from low: Double, below high: Double) { self.init(low, high, above: false, below: true) }
    package init(above low: Double, through high: Double? = nil) { self.init(low, high, above: true, below: false) }
    private init() { self.init(nil, nil, above: false, below: false) }

    private init(_ low: Double?, _ high: Double?, above: Bool, below: Bool) {
        self.low = low
        self.high = high
        self.above = above
        self.below = below
    }

    /// False for infinities and not-a-number as well.
    package func contains(_ value: Double) -> Bool {
        guard value.isFinite else { return false }
        if let low, above ? value <= low : value < low { return false }
        if let high, below ? value >= high : value > high { return false }
        return true
    }
}
