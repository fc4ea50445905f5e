package import BenchModel

/// A tool that can be run.
package struct InstalledTool: Sendable, Codable, Equatable {
    package enum Origin: String, Sendable, Codable {
        /// The recipe says what to run.
        case recipe
        /// Found on PATH.
        case path
        /// Installed by Concord.
        case cache
    }

    package let id: ToolID
    package let version: ToolVersion
    /// What starts the load tester, subcommand included; begins with an absolute path.
    package let command: [String]
    package let origin: Origin
    /// Disk size. Nil when not known.
    package let bytes: Int?

    package init(id: ToolID, version: ToolVersion, command: [String], origin: Origin, bytes: Int? = nil) {
        self.id = id
        self.version = version
        self.command = command
        self.origin = origin
        self.bytes = bytes
    }
}
