package import BenchModel
import Foundation

/// The verdict of a result folder, read again for `report`.
package enum StoredVerdict {
    /// - Parameter path: A result folder or a `verdict.json`.
    package static func read(_ path: String) throws(HarnessError) -> VerdictDocument {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw .cannotRead(path: path, reason: "there is no such file or folder")
        }
        let file = isDirectory.boolValue ? path + "/verdict.json" : path
        guard let data = FileManager.default.contents(atPath: file) else {
            throw .cannotRead(path: file, reason: "a result folder holds verdict.json once its run has ended")
        }
        do { return try VerdictJSON.decode(data) } catch {
            throw .cannotRead(path: file, reason: "it is no verdict.json of this version (\(error))")
        }
    }
}
