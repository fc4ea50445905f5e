package import Foundation

/// Files under `fixtures/` and `recipes/`, found from this file's own place.
package enum Fixtures {
    /// The project's root folder.
    package static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    package static func url(_ path: String) -> URL { root.appending(path: "fixtures").appending(path: path) }

    package static func path(_ path: String) -> String { url(path).path }

    package static func text(_ path: String) throws -> String {
        try String(contentsOf: url(path), encoding: .utf8)
    }

    /// Names of what lies directly in a fixture folder, sorted, hidden files left out. Empty when the folder is missing.
    package static func cases(_ folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }

    /// A new folder that `body` may use and that is removed afterwards.
    package static func withTemporaryFolder<Result>(
        _ body: (URL) async throws -> Result
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "concord-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }
}
