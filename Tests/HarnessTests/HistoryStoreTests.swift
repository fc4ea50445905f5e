import BenchModel
import Foundation
import Harness
import TestSupport
import Testing

struct HistoryStoreTests {
    @Test func `past runs come newest first and survive a second opening`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let path = folder.appending(path: "deep/history.sqlite").path
            var document = ReportSamples.threeRounds
            document.environment["finished"] = "2026-01-01T00:00:00Z"
            try HistoryStore(path: path).add(document, recipe: "first", folder: "/a")
            let store = try HistoryStore(path: path)
            try store.add(ReportSamples.invalid, recipe: "second", folder: "/b")
            let entries = try store.entries(limit: 10)
            #expect(entries.map(\.recipe) == ["second", "first"])
            #expect(entries.map(\.verdict) == [.invalid, document.verdict])
            #expect(entries[1].finished == "2026-01-01T00:00:00Z" && entries[1].folder == "/a")
            #expect(entries[1].summary == document.summary)
            #expect(try store.entries(limit: 1).map(\.recipe) == ["second"])
        }
    }

    @Test func `a run that was stopped and went on is one entry`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let store = try HistoryStore(path: folder.appending(path: "history.sqlite").path)
            try store.add(ReportSamples.invalid, recipe: "first", folder: "/a")
            try store.add(ReportSamples.invalid, recipe: "second", folder: "/b")
            try store.add(ReportSamples.threeRounds, recipe: "first", folder: "/a")
            let entries = try store.entries(limit: 10)
            #expect(entries.map(\.folder) == ["/a", "/b"])
            #expect(entries.first?.verdict == ReportSamples.threeRounds.verdict)
        }
    }

    @Test func `a file that is no database is an error`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let path = folder.appending(path: "history.sqlite")
            try String(repeating: "no database ", count: 200).write(to: path, atomically: true, encoding: .utf8)
            #expect(throws: (any Error).self) { try HistoryStore(path: path.path) }
        }
    }
}
