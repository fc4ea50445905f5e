import BenchModel
import Foundation
import ToolAdapters

/// What lies under a path that `compare --baseline` is given: a result folder of `run`, or the output of one tool.
package struct StoredResult: Sendable {
    package let path: String
    /// The tool that the path was named with. Nil: none.
    let named: ToolID?
    /// Whether rounds, recipe and verdict are kept with it.
    let isResultFolder: Bool
    /// The tools that it has output of.
    let tools: [ToolID]
    /// Nil for the output of one tool, and for a run that never came to its verdict.
    let verdict: VerdictDocument?
    /// Nil when there is none, or none that can be read.
    let recipe: Recipe?

    /// - Parameter text: `PATH` or `TOOL=PATH`.
    /// - Throws: `HarnessError.cannotRead` when nothing is there.
    package init(_ text: String) throws(HarnessError) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        let isNamed =
            parts.count == 2 && !parts[0].contains("/") && !FileManager.default.fileExists(atPath: text)
        let given = isNamed ? parts[1] : text
        self.path = given
        named = isNamed ? ToolID(parts[0]) : nil
        let path = OutputPath(given).path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw .cannotRead(path: path, reason: "there is no such file or folder")
        }
        let folders = isFolder.boolValue ? Self.names(in: path) : []
        let rounds = folders.filter { $0.hasPrefix("round-") && Int($0.dropFirst(6)) != nil }
        isResultFolder = !rounds.isEmpty
        guard isResultFolder else {
            verdict = nil
            recipe = nil
            tools = named.map { [$0] } ?? Self.readers(of: given)
            return
        }
        verdict = try? StoredVerdict.read(path)
        recipe = RecipeCopy.read(path + "/recipe.yaml")
        tools = Set(rounds.flatMap { Self.names(in: "\(path)/\($0)") }).sorted().map { ToolID($0) }
    }

    private static func names(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
                && isFolder.boolValue
        }
    }

    /// The tools whose output it can be: what a file is, its content tells.
    private static func readers(of path: String) -> [ToolID] {
        Tools.all.map(\.id).filter { (try? StoredOutput.read($0, path: path)) != nil }
    }
}
