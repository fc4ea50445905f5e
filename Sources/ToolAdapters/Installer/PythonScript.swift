import Foundation

/// An executable of a Python environment: a console script, whose first lines name its interpreter, or the interpreter.
struct PythonScript: Sendable {
    let path: String

    /// Where the distributions lie that it can import, the likeliest folder first. Only folders that exist.
    var packageFolders: [String] {
        let own = (path as NSString).deletingLastPathComponent
        // A command on PATH is often a link into the environment that it belongs to.
        let linked = (URL(filePath: path).resolvingSymlinksInPath().path as NSString).deletingLastPathComponent
        var binaries = [linked, own]
        if let interpreter {
            let folder = (interpreter as NSString).deletingLastPathComponent
            let isEnvironment = FileManager.default.fileExists(atPath: folder + "/../pyvenv.cfg")
            binaries.insert(folder, at: isEnvironment ? 0 : binaries.endIndex)
        }
        // A virtual environment's interpreter is itself a link to one that has other packages.
        if FileManager.default.fileExists(atPath: own + "/../pyvenv.cfg") { binaries.insert(own, at: 0) }
        var seen: Set<String> = []
        return binaries.flatMap(Self.packageFolders).filter { seen.insert($0).inserted }
    }

    /// The absolute path of the interpreter. Nil when the first lines name none.
    var interpreter: String? {
        guard let file = FileHandle(forReadingAtPath: path), let data = try? file.read(upToCount: 1024) else {
            return nil
        }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").prefix(2)
        guard let first = lines.first, first.hasPrefix("#!") else { return nil }
        let named = first.dropFirst(2).trimmingCharacters(in: .whitespaces)
        guard named.hasPrefix("/bin/sh"), let second = lines.last else {
            let word = named.split(separator: " ").first.map(String.init)
            return word?.hasSuffix("/env") == true ? nil : word
        }
        // Long paths, and those with blanks, are put on a second line that a shell reads: '''exec' "/…/python" "$0" "$@"
        return second.firstMatch(of: /exec'? "?(?<path>\/[^"]+?)"? "\$0"/).map { String($0.path) }
    }

    private static func packageFolders(besides binaries: String) -> [String] {
        let base = (binaries as NSString).deletingLastPathComponent
        return ["lib", "lib64"].flatMap { library in
            ((try? FileManager.default.contentsOfDirectory(atPath: "\(base)/\(library)")) ?? [])
                .filter { $0.hasPrefix("python") }.sorted()
                .flatMap { ["\(base)/\(library)/\($0)/site-packages", "\(base)/\(library)/\($0)/dist-packages"] }
        }
        .filter { FileManager.default.fileExists(atPath: $0) }
    }
}
