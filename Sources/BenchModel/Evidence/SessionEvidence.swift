/// All that is known of all runs of a session: what causes are looked for in.
package struct SessionEvidence: Sendable {
    package var reference: ToolID
    package var tolerance: Tolerance
    /// What was asked for. Nil for outputs that were made elsewhere.
    package var workload: Workload?
    package var allow: Set<Approximation>
    /// Which figures decide.
    package var gate = Gate()
    /// Runs by round; a tool may be missing from some.
    package var rounds: [[RunEvidence]]

    package init(
        reference: ToolID,
        tolerance: Tolerance,
        workload: Workload? = nil,
        allow: Set<Approximation> = [],
        rounds: [[RunEvidence]]
    ) {
        self.reference = reference
        self.tolerance = tolerance
        self.workload = workload
        self.allow = allow
        self.rounds = rounds
    }

    /// In the order of the first round, the reference first.
    package var tools: [ToolID] {
        var tools: [ToolID] = []
        for run in rounds.joined() where !tools.contains(run.tool) { tools.append(run.tool) }
        return tools.filter { $0 == reference } + tools.filter { $0 != reference }
    }

    /// A tool's runs in the order of rounds.
    package func runs(of tool: ToolID) -> [RunEvidence] { rounds.compactMap { $0.first { $0.tool == tool } } }
}
