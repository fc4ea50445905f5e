package import BenchModel
import Foundation

/// Where Concord keeps the tools that it installed: `tools/<id>/<version>/` each, `uv/`, and `logs/`.
package struct ToolCache: Sendable, Equatable {
    package let folder: String

    /// - Parameter folder: Relative paths are taken from the current directory.
    package init(folder: String) { self.folder = URL(filePath: folder).standardizedFileURL.path }

    /// `concord` below `XDG_CACHE_HOME`, else below `~/.cache`.
    package static func standard(environment: [String: String]) -> ToolCache {
        // The specification says that a relative path is to be ignored.
        if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") { return ToolCache(folder: base + "/concord") }
        return ToolCache(folder: (environment["HOME"] ?? "/tmp") + "/.cache/concord")
    }

    /// The virtual environment of one tool in one version.
    package func folder(of id: ToolID, _ version: ToolVersion) -> String { "\(tools)/\(id)/\(version)" }

    var tools: String { folder + "/tools" }
    var uv: String { folder + "/uv" }
    var logs: String { folder + "/logs" }
}
