/// The range that a number of a recipe, or of the command line, must lie in.
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

    /// Most requests that one run may have.
    package static let most = 10_000_000

    package static let requests = RecipeBounds(from: 1, through: Double(most))
    package static let warmupRequests = RecipeBounds(from: 0, through: Double(most))
    package static let concurrency = RecipeBounds(from: 1, through: 1_000_000)
    package static let rounds = RecipeBounds(from: 1, through: 10_000)
    package static let tokens = RecipeBounds(from: 1, through: 10_000_000)
    package static let prefixTokens = RecipeBounds(from: 0, through: 10_000_000)
    package static let rangeRatio = RecipeBounds(from: 0, below: 1)
    /// What numpy, by which tools draw prompts, takes for a seed.
    package static let promptSeed = RecipeBounds(from: 0, through: 4_294_967_295)
    /// Requests a second.
    package static let rate = RecipeBounds(above: 0, through: 1e9)
    package static let burstiness = RecipeBounds(above: 0, through: 1e9)
    package static let port = RecipeBounds(from: 0, through: 65_535)
    /// Tokens that one write of the simulator may carry.
    package static let batch = RecipeBounds(from: 1, through: 1_048_576)
    /// Entries of a list.
    package static let listed = RecipeBounds(from: 1, through: 1_000_000)

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
