package import BenchModel
import ToolAdapters
import Foundation

/// Output of one tool that exists already: a file, a folder, or a result folder with several rounds.
package enum StoredOutput {
    /// Reports in the order of rounds; one where the path is not a result folder.
    /// - Throws: `HarnessError.cannotRead`, `.output`, `.unknownTool`.
    package static func read(_ tool: ToolID, path: String) throws(HarnessError) -> [ToolReport] {
        guard let adapter = Tools.adapter(for: tool) else {
            throw .unknownTool(name: tool.rawValue, known: Tools.all.map(\.id.rawValue))
        }
        let rounds = roundFolders(of: tool, in: path)
        var reports: [ToolReport] = []
        for folder in rounds.isEmpty ? [path] : rounds {
            let output: ToolOutput
            do { output = try ToolOutput(path: folder) } catch {
                throw .cannotRead(path: folder, reason: ResultFolder.reason(error))
            }
            do throws(OutputError) {
                reports.append(try adapter.read(output, version: version(recordedIn: folder)))
            } catch {
                throw .output(error)
            }
        }
        return reports
    }

    /// `round-N/TOOL` below a result folder, by number. Empty for any other path.
    private static func roundFolders(of tool: ToolID, in path: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let rounds = names.compactMap { name in name.hasPrefix("round-") ? Int(name.dropFirst(6)) : nil }.sorted()
        return rounds.map { "\(path)/round-\($0)/\(tool)" }.filter { FileManager.default.fileExists(atPath: $0) }
    }

    /// The version that `run.json` names, where the folder is one of ours.
    private static func version(recordedIn folder: String) -> ToolVersion? {
        guard let data = FileManager.default.contents(atPath: folder + "/run.json") else { return nil }
        return (try? JSONDecoder().decode(RunRecord.self, from: data))?.version
    }
}
