import BenchModel
import ToolAdapters
import Traffic

/// Gives a tap for the length of a scope, with a port for each tool.
enum TapScope {
    /// - Parameters:
    ///   - url: The server's base URL.
    ///   - isWanted: False: the tools talk to the server itself, and the body gets nil.
    static func with<Result: Sendable>(
        _ tools: [ToolID],
        url: String,
        secretHeaders: Set<String>,
        isWanted: Bool,
        _ body: @escaping @Sendable (ToolTap?) async throws -> Result
    ) async throws -> Result {
        guard isWanted else { return try await body(nil) }
        var options = TapOptions(upstream: url, ports: tools.count)
        options.secretHeaders = secretHeaders
        return try await Tap.run(options) { try await body(ToolTap(tools: tools, tap: $0)) }
    }
}
