/// What a user asks for: one server, one workload, the tools to run on it and the rule by which they must agree.
/// Every default is visible here and nowhere else.
package struct Recipe: Sendable, Equatable {
    /// For headings and result folders.
    package var name: String
    package var server: ServerChoice
    package var model: ModelChoice
    package var api: API = .chat
    package var workload = Workload()
    package var warmup = Warmup()
    /// In the order of the first round. At least one; every id once.
    package var tools: [ToolChoice] = [ToolChoice("vllm"), ToolChoice("evalscope"), ToolChoice("native")]
    /// The tool that ratios are taken against. Nil: `native` where it takes part, else the first tool.
    package var reference: ToolID?
    package var rounds = RoundPlan()
    package var tolerance = Tolerance()
    package var gate = Gate()
    /// Approximations that the user accepts; each one that is used becomes a note on the plan and in the verdict.
    package var allow: Set<Approximation> = []

    package init(name: String, server: ServerChoice, model: ModelChoice) {
        self.name = name
        self.server = server
        self.model = model
    }

    /// The tool that ratios are taken against, defaults applied.
    package var referenceTool: ToolID {
        reference ?? tools.first { $0.tool == .native }?.id ?? tools.first?.id ?? .native
    }
}

extension ToolID {
    package static let native = ToolID("native")
}
