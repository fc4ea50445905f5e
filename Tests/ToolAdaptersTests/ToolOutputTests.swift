import Foundation
import TestSupport
import Testing

@testable import ToolAdapters

struct ToolOutputTests {
    private func names(_ path: String) throws -> [String] {
        try ToolOutput(path: path).files.map { String($0.dropFirst(path.count + 1)) }
    }

    @Test func `links to folders and files are followed, and nothing counts twice`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let files = FileManager.default
            try files.createDirectory(at: folder.appending(path: "runs/one/deep"), withIntermediateDirectories: true)
            try files.createDirectory(at: folder.appending(path: "kept"), withIntermediateDirectories: true)
            for name in ["runs/one/a.json", "runs/one/deep/b.json", "kept/c.json"] {
                try Data("{}".utf8).write(to: folder.appending(path: name))
            }
            func link(_ name: String, _ target: String) throws {
                try files.createSymbolicLink(atPath: folder.path + "/" + name, withDestinationPath: target)
            }
            try link("latest", "runs/one")
            try link("runs/one/again", ".")
            try link("runs/one/up", "../..")
            try link("runs/one/latest.json", "a.json")
            try link("runs/one/elsewhere", "../../kept")
            try link("runs/one/nowhere", "gone")
            let root = folder.path
            #expect(try names(root + "/kept") == ["c.json"])
            #expect(
                try names(root + "/latest").filter { !$0.hasPrefix("up/") } == [
                    "a.json", "deep/b.json", "elsewhere/c.json",
                ]
            )
            #expect(try ToolOutput(path: root + "/latest").files.count == 3)
            #expect(try ToolOutput(path: root).files.count == 3)
        }
    }
}
