import Foundation

/// Tools that outlived the run that started them: one that was killed could not end its children. They would load the server
/// while others are measured.
enum LeftoverTools {
    /// Numbers of the processes that were told to write to the folder of a run in a result folder. Empty where the system
    /// has no `/proc`.
    static func find(in folder: ResultFolder) -> [Int32] {
        let files = FileManager.default
        let processes = ((try? files.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }
        return processes.filter { process in
            guard let line = files.contents(atPath: "/proc/\(process)/cmdline") else { return false }
            return line.split(separator: 0).contains { isRun(String(decoding: $0, as: UTF8.self), in: folder) }
        }.sorted()
    }

    /// Whether a word is `FOLDER/round-N/TOOL`; a file below it is not.
    private static func isRun(_ word: String, in folder: ResultFolder) -> Bool {
        guard word.hasPrefix(folder.path + "/round-") else { return false }
        return word.dropFirst(folder.path.count + 1).split(separator: "/").count == 2
    }
}
