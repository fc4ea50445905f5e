import ToolAdapters

/// A server that Concord launched, as `session.json` names it.
struct LaunchedProcess: Sendable, Codable, Equatable {
    let id: Int32
    /// Tells it from a later process of the same number. Nil where the system does not tell.
    let start: String?

    init(id: Int32) {
        self.id = id
        start = ProcessTable.startMark(of: id)
    }

    /// Whether it is that very process. False where the system does not tell.
    var isRunning: Bool { start != nil && ProcessTable.startMark(of: id) == start }
}
