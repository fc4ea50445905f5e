import Foundation

/// The files that one run of a tool left, found but not yet understood. What a file is, its content tells, not its name.
package struct ToolOutput: Sendable {
    /// A file or folder as the user named it.
    package let path: String
    /// Every regular file at or below `path`, in the order of their names.
    package let files: [String]

    /// Which of several runs is meant, from 1. Nil when nobody says.
    package let pick: Int?

    /// - Throws: `CocoaError` when the path does not exist or cannot be listed.
    package init(path: String, pick: Int? = nil) throws {
        self.path = path
        self.pick = pick
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: path])
        }
        guard isDirectory.boolValue else {
            files = [path]
            return
        }
        var seen: Set<String> = []
        files = try Self.files(in: path, below: "", &seen).sorted().map { path + "/" + $0 }
    }

    /// Links are followed, and what is reached by several ways counts once.
    private static func files(in root: String, below folder: String, _ seen: inout Set<String>) throws -> [String] {
        func isNew(_ path: String) -> Bool { seen.insert(URL(filePath: path).resolvingSymlinksInPath().path).inserted }
        guard isNew(root + "/" + folder) else { return [] }
        let entries = try FileManager.default.contentsOfDirectory(atPath: root + "/" + folder).sorted().map {
            (
                name: folder + $0,
                isLink: (try? FileManager.default.destinationOfSymbolicLink(atPath: root + "/" + folder + $0)) != nil
            )
        }
        var files: [String] = []
        // What lies here itself comes first, so that a link to it is the one that is left out.
        for entry in entries.filter({ !$0.isLink }) + entries.filter(\.isLink) {
            let path = root + "/" + entry.name
            var isDirectory: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { continue }
            if isDirectory.boolValue {
                files += (try? Self.files(in: root, below: entry.name + "/", &seen)) ?? []
            } else if isNew(path) {
                files.append(entry.name)
            }
        }
        return files
    }
}
