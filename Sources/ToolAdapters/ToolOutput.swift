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
        files = try FileManager.default.subpathsOfDirectory(atPath: path).sorted().map { path + "/" + $0 }.filter {
            var isDirectory: ObjCBool = false
            return FileManager.default.fileExists(atPath: $0, isDirectory: &isDirectory) && !isDirectory.boolValue
        }
    }
}
