package import BenchModel
import ToolAdapters
import Foundation

/// Output of one tool that exists already: a file, a folder, or a result folder with several rounds.
package enum StoredOutput {
    /// Reports by round; round 1 alone where the path is not a result folder. A round that was stopped before the tool had
    /// ended is left out.
    /// - Parameter path: With `#N` after it where it holds several runs.
    /// - Throws: `HarnessError.cannotRead`, `.output`, `.unknownTool`, `.usage` for one run of a result folder.
    package static func read(_ tool: ToolID, path: String) throws(HarnessError) -> [Int: ToolReport] {
        let named = OutputPath(path)
        let path = named.path
        let adapter = try adapter(of: tool, path: path)
        let rounds = roundFolders(of: tool, in: path)
        if let pick = named.pick, !rounds.isEmpty {
            throw .usage(
                "\(path) is a result folder, whose rounds are compared together; #\(pick) names one of several runs in the "
                    + "output of a tool. Its rounds are \(path)/round-N/\(tool)."
            )
        }
        var reports: [Int: ToolReport] = [:]
        for (round, folder) in rounds.isEmpty ? [(1, path)] : rounds {
            let output: ToolOutput
            do { output = try ToolOutput(path: folder, pick: named.pick) } catch {
                throw .cannotRead(path: folder, reason: ResultFolder.reason(error))
            }
            do throws(OutputError) {
                var report = try adapter.read(output, version: record(in: folder)?.version)
                report.tool = tool
                reports[round] = report
            } catch {
                throw .output(error)
            }
        }
        return reports
    }

    /// What reads the tool's output: a result folder knows which tool stands behind a name of the recipe's.
    /// - Throws: `HarnessError.unknownTool`.
    static func adapter(of tool: ToolID, path: String) throws(HarnessError) -> any ToolAdapter {
        let own = roundFolders(of: tool, in: OutputPath(path).path).lazy.compactMap { record(in: $0.folder)?.adapter }
            .first
        guard let adapter = Tools.adapter(for: own ?? tool) else {
            throw .unknownTool(name: tool.rawValue, known: Tools.all.map(\.id.rawValue))
        }
        return adapter
    }

    /// `round-N/TOOL` below a result folder, by number. Empty for any other path.
    private static func roundFolders(of tool: ToolID, in path: String) -> [(round: Int, folder: String)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let rounds = names.compactMap { name in name.hasPrefix("round-") ? Int(name.dropFirst(6)) : nil }.sorted()
        let folders = rounds.map { (round: $0, folder: "\(path)/round-\($0)/\(tool)") }
            .filter { FileManager.default.fileExists(atPath: $0.folder) }
        let ended = folders.filter { entry in
            record(in: entry.folder).map { $0.exit != nil || $0.failure != nil } ?? true
        }
        return ended.isEmpty ? folders : ended
    }

    /// `run.json`, where the folder is one of ours.
    private static func record(in folder: String) -> RunRecord? {
        guard let data = FileManager.default.contents(atPath: folder + "/run.json") else { return nil }
        return try? JSONDecoder().decode(RunRecord.self, from: data)
    }
}
