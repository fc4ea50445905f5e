/// What a recipe says about which differences are none.
package struct ProbeRules: Sendable, Equatable {
    package var api = API.chat
    /// Whether all tools have the same prompts.
    package var sharesPrompts = false
    /// Whether each tool draws its lengths from a range.
    package var drawsLengths = false
    /// Whether the model may end its answer when it likes.
    package var answersEndFreely = false
    package var hasKey = false
    /// Names of the recipe's own headers in lower case.
    package var headers: Set<String> = []
    /// By how much prompt token counts may differ when each tool makes its own prompts, as a share.
    package var share = Tolerance().share
    package var allow: Set<Approximation> = []

    package init() {}

    package init(_ recipe: Recipe) {
        let workload = recipe.workload
        api = recipe.api
        sharesPrompts = workload.prompts != .own
        drawsLengths = workload.prompts == .own && workload.rangeRatio > 0
        answersEndFreely = !workload.ignoreEOS
        hasKey = workload.apiKeyVariable != nil
        headers = Set(workload.headers.keys.map { $0.lowercased() })
        share = recipe.tolerance.share
        allow = recipe.allow
    }

    /// The row of two values that differ in a way that the recipe may allow.
    func differing(
        _ place: String,
        _ reference: String?,
        _ tool: String?,
        _ allowance: Approximation,
        why: String? = nil
    ) -> ProbeRow {
        guard allow.contains(allowance), allowance != .work else {
            return ProbeRow(place, reference, tool, .different, why: why, allowance: allowance)
        }
        return ProbeRow(place, reference, tool, .expected, why: "the recipe allows '\(allowance.rawValue)'")
    }
}
