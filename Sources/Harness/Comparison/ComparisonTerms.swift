package import BenchModel

/// By what outputs that exist already are compared.
package struct ComparisonTerms: Sendable {
    package var tolerance = Tolerance()
    package var gate = Gate()
    package var allow: Set<Approximation> = []
    /// Whether all sides sent the same prompts, so that input tokens must match.
    package var sharesPrompts = false
    /// How many requests each run should have completed. Nil when unknown.
    package var expectedRequests: Int?

    package init() {}
}
