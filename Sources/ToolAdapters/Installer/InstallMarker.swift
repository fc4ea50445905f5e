import BenchModel
import Foundation

/// The file that is written last into an installation: without it the installation is not whole.
struct InstallMarker: Codable {
    static let name = "concord-install.json"

    var schema = "concord.install/1"
    let id: ToolID
    let version: ToolVersion
    let command: [String]
    /// When it was installed, ISO 8601.
    let date: String
    let python: String
    let uv: String
    /// Nothing that was published after this day was taken. Nil: no limit.
    let excludeNewer: String?
    /// `name==version`, everything that is in the environment.
    let packages: [String]
    let bytes: Int

    /// Nil when the installation in the folder is not whole.
    static func read(in folder: String) -> InstallMarker? {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)"),
            let marker = try? JSONDecoder().decode(InstallMarker.self, from: data),
            let executable = marker.command.first, ExecutablePath.isExecutable(executable),
            resolved(executable + "/../..") == resolved(folder)
        else { return nil }
        return marker
    }

    /// An environment that was moved does not work, one that is reached by another way does.
    private static func resolved(_ path: String) -> String {
        URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }

    func write(in folder: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: URL(filePath: "\(folder)/\(Self.name)"), options: .atomic)
    }

    var tool: InstalledTool {
        InstalledTool(id: id, version: version, command: command, origin: .cache, bytes: bytes)
    }
}
