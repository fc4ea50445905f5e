import BenchModel
import Foundation
import TestSupport
import Testing
import ToolAdapters

@testable import Harness

struct ResumedSessionTests {
    private static let recipe = """
        name: small
        server: {simulate: {ttft: 60ms, itl: 1ms}}
        model: {name: simulator}
        workload: {prompts: shared, input_tokens: 16, output_tokens: 4, requests: 6, concurrency: 3}
        warmup: {requests: 1, pause: 0s}
        tools: [native]
        rounds: 3
        tolerance: {default: 90%}
        """

    /// - Parameter stop: The round in which it is stopped, as by Ctrl-C. Nil: none.
    private func run(
        in folder: URL,
        resume: ResumeChoice? = nil,
        stop: Int? = nil,
        change: (inout RunOptions) -> Void = { _ in }
    ) async throws -> SessionResult {
        let file = folder.appending(path: "small.yaml")
        try Self.recipe.write(to: file, atomically: true, encoding: .utf8)
        var options = RunOptions(recipePath: file.path, cacheFolder: folder.path + "/cache", environment: [:])
        options.outFolder = folder.path + "/results"
        options.historyPath = folder.path + "/history.sqlite"
        options.resume = resume
        change(&options)
        let (events, continuation) = AsyncStream.makeStream(of: RunEvent.self)
        return try await withThrowingTaskGroup(of: SessionResult.self) { [options] tasks in
            tasks.addTask {
                defer { continuation.finish() }
                return try await Session(options) { continuation.yield($0) }.run()
            }
            for await event in events {
                if case .runProgress(_, let round, _) = event, round == stop { tasks.cancelAll() }
            }
            return try #require(try await tasks.next())
        }
    }

    private func same(_ one: VerdictDocument, _ other: VerdictDocument) -> Bool {
        var documents = [one, other]
        for index in documents.indices {
            documents[index].environment = [:]
            documents[index].findings.removeAll { $0.id == "resumed" }
        }
        return documents[0] == documents[1]
    }

    private func failure(in folder: URL, resume: ResumeChoice, _ change: (inout RunOptions) -> Void = { _ in }) async
        -> String?
    {
        let error = await HarnessSamples.failure { _ = try await run(in: folder, resume: resume, change: change) }
        return error.flatMap { $0.failureClass == .usage ? HarnessErrorText.describe($0) : nil }
    }

    @Test func `a session that was stopped goes on with its whole rounds as they are`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let stopped = try await run(in: folder, stop: 3)
            #expect(stopped.interrupted && stopped.document.rounds == 2)
            let before = try FolderContent(stopped.folder, rounds: 1...2)
            #expect(before.files.count > 6 && before.rows["wire_tap"]?.count == 2)

            let again = try await run(in: folder, resume: .newest, stop: 3)
            #expect(again.folder == stopped.folder)
            #expect(again.interrupted && same(again.document, stopped.document))

            let whole = try await run(in: folder, resume: .folder(stopped.folder + "/"))
            #expect(whole.folder == stopped.folder)
            #expect(!whole.interrupted && whole.document.rounds == 3)
            #expect(whole.document.audits.count == 3)
            let resumed = whole.document.findings.filter { $0.id == "resumed" }
            #expect(resumed.count == 1 && resumed[0].severity == .note)
            #expect(resumed.first?.evidence.contains("after round 2") == true)
            #expect(try FolderContent(stopped.folder, rounds: 1...2) == before)
            #expect(try StoredVerdict.read(stopped.folder) == whole.document)
            for name in ["stopped-1/round-3/native/run.json", "stopped-2/round-3/native/run.json"] {
                #expect(FileManager.default.fileExists(atPath: "\(stopped.folder)/\(name)"))
            }
            let lines = try ["stopped-1", "stopped-2", "."].map {
                try String(contentsOfFile: "\(stopped.folder)/\($0)/server/simulator.jsonl", encoding: .utf8)
            }
            #expect(lines.allSatisfy { !$0.isEmpty })
            let history = try HistoryStore(path: folder.path + "/history.sqlite").entries(limit: 5)
            #expect(history.map(\.folder) == [stopped.folder])
            #expect(history.first?.verdict == whole.document.verdict)
        }
    }

    /// As it is left by a process that was killed: nothing but files.
    @Test func `a round without its mark is measured again, and a verdict that is missing is given`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let first = try await run(in: folder)
            let before = try FolderContent(first.folder, rounds: 1...2)
            let prompts = FileManager.default.contents(atPath: first.folder + "/prompts.jsonl")
            for name in ["verdict.json", "round-3/round.json"] {
                try FileManager.default.removeItem(atPath: "\(first.folder)/\(name)")
            }
            let second = try await run(in: folder, resume: .newest)
            #expect(second.folder == first.folder && second.document.rounds == 3)
            #expect(try FolderContent(first.folder, rounds: 1...2) == before)
            #expect(FileManager.default.contents(atPath: first.folder + "/prompts.jsonl") == prompts)
            let third = try FolderContent(first.folder, rounds: 3...3)
            #expect(third.rows["run"]?.count == 1)

            try FileManager.default.removeItem(atPath: first.folder + "/verdict.json")
            let last = try await run(in: folder, resume: .newest)
            #expect(try FolderContent(first.folder, rounds: 3...3) == third)
            #expect(same(last.document, second.document))
        }
    }

    @Test func `a session that was stopped in its first round begins with it again`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            await #expect(throws: CancellationError.self) { _ = try await run(in: folder, stop: 1) }
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/results")
            let path = "\(folder.path)/results/\(try #require(names.first))"
            #expect(Session.canResume(path))
            let whole = try await run(in: folder, resume: .newest)
            #expect(URL(filePath: whole.folder).lastPathComponent == names.first && whole.document.rounds == 3)
            #expect(!whole.document.findings.contains { $0.id == "resumed" })
        }
    }

    @Test func `what is other than it was is refused by name, and changes nothing`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let stopped = try await run(in: folder, stop: 2)
            let before = try FolderContent(stopped.folder, rounds: 1...1)
            let concurrency = try #require(RecipeOverride("workload.concurrency=2"))
            let rounds = await failure(in: folder, resume: .newest) { $0.rounds = 5 }
            #expect(rounds?.contains("rounds.maximum was 3 and is 5") == true, "\(rounds ?? "")")
            let recipe = await failure(in: folder, resume: .newest) { $0.overrides = [concurrency] }
            #expect(recipe?.contains("workload.concurrency was 3 and is 2") == true, "\(recipe ?? "")")
            let tap = await failure(in: folder, resume: .newest) { $0.usesTap = false }
            #expect(tap?.contains("the tap was used and is not used") == true, "\(tap ?? "")")
            let record = stopped.folder + "/session.json"
            let text = try String(contentsOfFile: record, encoding: .utf8)
            let older = text.replacing("\"version\" : \"\(Release.version)\"", with: "\"version\" : \"0.0.1\"")
            #expect(older != text)
            try older.write(to: URL(filePath: record), atomically: true, encoding: .utf8)
            let version = await failure(in: folder, resume: .newest)
            #expect(version?.contains("concord was 0.0.1 and is \(Release.version)") == true, "\(version ?? "")")
            #expect(try FolderContent(stopped.folder, rounds: 1...1) == before)
            #expect(!FileManager.default.fileExists(atPath: stopped.folder + "/stopped-1"))
        }
    }

    @Test func `a folder that another run writes to is left to it`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let stopped = try await run(in: folder, stop: 2)
            let lock = try #require(FolderLock(stopped.folder))
            let named = await failure(in: folder, resume: .folder(stopped.folder))
            #expect(named?.contains("is being written to by another run") == true, "\(named ?? "")")
            let newest = await failure(in: folder, resume: .newest)
            #expect(newest?.contains("no stopped session of the recipe 'small'") == true, "\(newest ?? "")")
            lock.release()
            #expect(try await run(in: folder, resume: .newest).document.rounds == 3)
        }
    }

    /// One that was killed could not end its tools.
    @Test func `a tool that outlived the run is waited for`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let stopped = try await run(in: folder, stop: 2)
            let tool = Process()
            tool.executableURL = URL(filePath: "/bin/sh")
            tool.arguments = ["-c", "read line", "vllm", "--result-dir", stopped.folder + "/round-2/vllm"]
            let input = Pipe()
            tool.standardInput = input
            try tool.run()
            let refusal = await failure(in: folder, resume: .newest)
            #expect(refusal?.contains("still runs (process \(tool.processIdentifier))") == true, "\(refusal ?? "")")
            #expect(!FileManager.default.fileExists(atPath: stopped.folder + "/stopped-1"))
            try input.fileHandleForWriting.close()
            tool.waitUntilExit()
            #expect(try await run(in: folder, resume: .newest).document.rounds == 3)
        }
    }
}
