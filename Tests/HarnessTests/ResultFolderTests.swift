import BenchModel
import Foundation
import TestSupport
import Testing

@testable import Harness

struct ResultFolderTests {
    private let now = Date(timeIntervalSince1970: 1_763_800_000)

    @Test func `folders made in the same second have names of their own`() async throws {
        try await Fixtures.withTemporaryFolder { parent in
            let paths = try await withThrowingTaskGroup(of: String.self) { tasks in
                for _ in 0..<24 {
                    tasks.addTask { try ResultFolder.make(in: parent.path, name: "a", now: now).path }
                }
                return try await tasks.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(paths).count == 24)
            for path in paths { #expect(FileManager.default.fileExists(atPath: path)) }
        }
    }

    @Test func `the name holds the time and nothing that a path could be made of`() async throws {
        try await Fixtures.withTemporaryFolder { parent in
            let made = try ResultFolder.make(in: parent.path, name: "../x y/é", now: now)
            let name = URL(filePath: made.path).lastPathComponent
            #expect(name == "20251122T082640-..-x-y-é")
            #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path) == [name])
        }
    }

    @Test func `a name longer than a file may have is cut`() async throws {
        try await Fixtures.withTemporaryFolder { parent in
            let name = String(repeating: "報", count: 400)
            let made = try ResultFolder.make(in: parent.path, name: name, now: now)
            #expect(FileManager.default.fileExists(atPath: made.path))
        }
    }

    @Test func `a parent that cannot be written to is named`() async throws {
        let error = await HarnessSamples.failure {
            _ = try ResultFolder.make(in: "/proc/nowhere", name: "a", now: now)
        }
        guard case .cannotWrite(let path, let reason)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(path.hasPrefix("/proc/nowhere/"))
        #expect(!reason.isEmpty && !reason.contains("Domain="))
    }

    @Test func `a file in a folder that is gone cannot be written`() async throws {
        try await Fixtures.withTemporaryFolder { parent in
            let folder = ResultFolder(path: parent.appending(path: "gone").path)
            let error = await HarnessSamples.failure { try folder.write("text", to: "report.md") }
            guard case .cannotWrite(let path, _)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(path.hasSuffix("gone/report.md"))
        }
    }

    @Test func `it is removed only when nothing was measured and no server was launched`() async throws {
        try await Fixtures.withTemporaryFolder { parent in
            func make() throws -> ResultFolder { try ResultFolder.make(in: parent.path, name: "a", now: now) }
            func isThere(_ folder: ResultFolder) -> Bool { FileManager.default.fileExists(atPath: folder.path) }
            let empty = try make()
            empty.removeIfNothingWasMeasured(.simulate(Simulation()))
            #expect(!isThere(empty))
            let launched = try make()
            try launched.makeFolder(launched.file("server"))
            launched.removeIfNothingWasMeasured(.launch(ServerLaunch(argv: ["server"], url: "http://127.0.0.1:1")))
            #expect(isThere(launched))
            let measured = try make()
            try measured.makeFolder(measured.toolFolder(round: 1, tool: "native"))
            measured.removeIfNothingWasMeasured(.url("http://127.0.0.1:1"))
            #expect(isThere(measured))
        }
    }
}
