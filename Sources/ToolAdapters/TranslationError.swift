package import BenchModel

/// A recipe that a tool cannot express. The words are made where it is shown.
package struct TranslationError: Error, Equatable {
    package let tool: ToolID
    package let version: ToolVersion?
    /// Dotted path in the recipe: `workload.burstiness`.
    package let key: String
    /// What the tool cannot do, as the end of the sentence "vllm 0.11.0 …".
    package let problem: String
    /// What the user can do instead, as a sentence. Nil when there is no way.
    package let remedy: String?
    /// The approximation that would let the plan go through. Nil when there is none.
    package let allowance: Approximation?

    package init(
        tool: ToolID,
        version: ToolVersion?,
        key: String,
        problem: String,
        remedy: String? = nil,
        allowance: Approximation? = nil
    ) {
        self.tool = tool
        self.version = version
        self.key = key
        self.problem = problem
        self.remedy = remedy
        self.allowance = allowance
    }
}
