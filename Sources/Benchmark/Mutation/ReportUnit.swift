import BenchModel
import Foundation

/// What one run of a tool left: a file or a folder, as `compare` is given it.
struct ReportUnit: Sendable {
    struct File: Sendable {
        /// Below the unit's place; the file's own name where the unit is one file.
        let path: String
        let bytes: [UInt8]
    }

    let tool: ToolID
    /// For messages: `vllm/0.32.0/chat-40x4`, with a file's name where it is one of several.
    let name: String
    let isFolder: Bool
    let files: [File]

    /// Every output below `tools/` of a folder of fixtures: each whole folder, and each of its files alone. Whether a file
    /// can be read alone is not asked here.
    static func all(in fixtures: URL) throws -> [ReportUnit] {
        let tools = fixtures.appending(path: "tools")
        var units: [ReportUnit] = []
        for tool in try names(in: tools) {
            for version in try names(in: tools.appending(path: tool)) {
                for name in try names(in: tools.appending(path: "\(tool)/\(version)")) {
                    let place = tools.appending(path: "\(tool)/\(version)/\(name)")
                    units += try unit(ToolID(tool), "\(tool)/\(version)/\(name)", place)
                }
            }
        }
        return units
    }

    private static func unit(_ tool: ToolID, _ name: String, _ place: URL) throws -> [ReportUnit] {
        let output = place.appending(path: "output")
        let root = FileManager.default.fileExists(atPath: output.path) ? output : place
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted()
        var files: [File] = []
        for path in paths where !["README.md", "expected.json"].contains(path) {
            let url = root.appending(path: path)
            if try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
                files.append(File(path: path, bytes: [UInt8](try Data(contentsOf: url))))
            }
        }
        guard !files.isEmpty else { return [] }
        let folder = ReportUnit(tool: tool, name: name, isFolder: true, files: files)
        let alone = files.map { file in
            let last = file.path.split(separator: "/").last.map(String.init) ?? file.path
            return ReportUnit(
                tool: tool,
                name: "\(name)/\(last)",
                isFolder: false,
                files: [File(path: last, bytes: file.bytes)]
            )
        }
        return [folder] + alone
    }

    private static func names(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { name in
            var isFolder: ObjCBool = false
            let path = folder.appending(path: name).path
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
        }.sorted()
    }

    /// - Returns: What `compare` is to be given.
    func write(to folder: String) throws -> String {
        for file in files { try write(file.bytes, at: file.path, in: folder) }
        return isFolder ? folder : "\(folder)/\(files[0].path)"
    }

    func write(_ bytes: [UInt8], at path: String, in folder: String) throws {
        let file = URL(filePath: "\(folder)/\(path)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(bytes).write(to: file)
    }
}
