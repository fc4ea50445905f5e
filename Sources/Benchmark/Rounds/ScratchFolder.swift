import Foundation

/// A folder for the files of the runs, below the system's temporary one.
struct ScratchFolder: Sendable {
    let path = FileManager.default.temporaryDirectory.appending(path: "concord-benchmark-\(UUID().uuidString)").path

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
