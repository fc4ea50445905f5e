import Harness

/// A number of requests under way at once, or `unlimited`.
struct ConcurrencyLimit {
    /// Nil: not limited.
    let number: Int?

    static func parse(_ text: String) throws -> ConcurrencyLimit {
        ConcurrencyLimit(number: text == "unlimited" ? nil : try NumberArgument.whole(.concurrency)(text))
    }
}
