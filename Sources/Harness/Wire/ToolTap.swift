import BenchModel
import Traffic

/// The tap as the tools of a session see it: an address for each, and what passed there.
struct ToolTap: Sendable {
    private let tools: [ToolID]
    private let tap: RunningTap

    init(tools: [ToolID], tap: RunningTap) {
        self.tools = tools
        self.tap = tap
    }

    /// What the tool is given in place of the server's base URL. Nil for a tool that is not one of the session's.
    func url(for tool: ToolID) -> String? { tools.firstIndex(of: tool).map { tap.baseURL(of: $0) } }

    /// What passed at the tool's port since the last time. Nil for a tool that is not one of the session's.
    func take(_ tool: ToolID) async -> WireRun? {
        guard let port = tools.firstIndex(of: tool) else { return nil }
        return await tap.take(port)
    }
}
