import Foundation

/// Finding what a command's first word means, with the difference between "is not there" and "cannot be run".
enum ExecutablePath {
    /// - Parameters:
    ///   - command: A path, relative ones from the current directory, or a name.
    ///   - searchPath: Folders between colons, as in PATH; empty and relative ones are passed over.
    /// - Returns: An absolute path; symbolic links are kept, because Python finds its environment through them.
    static func find(_ command: String, searchPath: String) throws(LaunchError) -> String {
        guard command.contains("/") else {
            guard let path = all(named: command, searchPath: searchPath).first else { throw .notFound(command) }
            return path
        }
        let path = command.hasPrefix("/") ? command : FileManager.default.currentDirectoryPath + "/" + command
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw .notFound(command) }
        guard !isFolder.boolValue else { throw .notExecutable(command, reason: "it is a folder") }
        guard isExecutable(path) else { throw .notExecutable(command, reason: "it has no execute permission") }
        return path
    }

    /// Every executable of that name, in the order of the search path.
    static func all(named name: String, searchPath: String) -> [String] {
        guard !name.isEmpty else { return [] }
        return searchPath.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }.filter(
            isExecutable
        )
    }

    static func isExecutable(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
            && access(path, X_OK) == 0
    }
}
