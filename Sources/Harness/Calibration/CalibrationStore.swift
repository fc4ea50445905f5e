package import BenchModel
import Foundation

/// The file of calibrations, one for each machine, tool and version: the newest.
package struct CalibrationStore: Sendable {
    private struct File: Codable {
        var schema = "https://concord.dev/schema/calibrations/1"
        var calibrations: [CalibrationDocument]
    }

    private let path: String

    package init(path: String) { self.path = path }

    /// Each about one tool. Empty when there is no file.
    package func calibrations() throws(HarnessError) -> [CalibrationDocument] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        do {
            let data = try Data(contentsOf: URL(filePath: path))
            return try JSONDecoder().decode(File.self, from: data).calibrations
        } catch let error as DecodingError {
            throw .cannotRead(path: path, reason: "it is no list of calibrations (\(error))")
        } catch { throw .cannotRead(path: path, reason: ResultFolder.reason(error)) }
    }

    /// Puts each tool's part in place of what there was of it. A file that cannot be understood is replaced.
    package func add(_ document: CalibrationDocument) throws(HarnessError) {
        var all = (try? calibrations()) ?? []
        for tool in document.tools {
            all.removeAll { old in
                old.machine.isLike(document.machine)
                    && old.tools.contains { $0.tool == tool.tool && $0.version == tool.version }
            }
            all.append(document.only(tool.tool))
        }
        let folder = ResultFolder(path: URL(filePath: path).deletingLastPathComponent().path)
        try folder.makeFolder(folder.path)
        try folder.write(File(calibrations: all), asJSONTo: path)
    }
}
