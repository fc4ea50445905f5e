package import BenchModel

/// By what outputs that exist already are compared.
package struct ComparisonTerms: Sendable {
    package var tolerance = Tolerance()
    /// Its view is `best` where no recipe says otherwise: some outputs have printed figures only.
    package var gate = {
        var gate = Gate()
        gate.view = .best
        return gate
    }()
    package var allow: Set<Approximation> = []
    /// Whether all sides sent the same prompts, so that input tokens must match.
    package var sharesPrompts = false
    /// How many requests each run should have completed. Nil when unknown.
    package var expectedRequests: Int?

    package init() {}
}
