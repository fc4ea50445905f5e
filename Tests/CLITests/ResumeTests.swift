import BenchModel
import Foundation
import Harness
import TestSupport
import Testing

/// A run that is stopped, and goes on.
struct ResumeTests {
    /// Rounds of about a second, so that one can be stopped in its middle.
    private static let arguments = ["--out", "kept", "--rounds", "3", "--set", "server.simulate.ttft=300ms"]

    private func recipe(in folder: URL) throws -> String {
        try SmallRecipe.write(to: folder, tools: "native: {}", server: "simulate: {ttft: 5ms, itl: 1ms}")
    }

    /// Runs until the tool of that round has begun, and then sends the signal.
    private func stop(_ recipe: String, in folder: URL, round: Int, signal: Int32) async throws -> ConcordProcess {
        try await ConcordProcess.run(
            ["run", recipe] + Self.arguments,
            in: folder,
            meanwhile: {
                for _ in 0..<600 {
                    let files = try? FileManager.default.subpathsOfDirectory(atPath: folder.path + "/kept")
                    if files?.contains(where: { $0.hasSuffix("round-\(round)/native/run.json") }) == true { return }
                    try await Task.sleep(for: .milliseconds(20))
                }
            },
            signal: signal
        )
    }

    private func result(in folder: URL) throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/kept")
        #expect(names.count == 1)
        return "\(folder.path)/kept/\(names.first ?? "")"
    }

    /// By path, of two rounds.
    private func content(_ result: String) throws -> [String: Data?] {
        var files: [String: Data?] = [:]
        for round in ["round-1", "round-2"] {
            for name in try FileManager.default.subpathsOfDirectory(atPath: "\(result)/\(round)") {
                files["\(round)/\(name)"] = FileManager.default.contents(atPath: "\(result)/\(round)/\(name)")
            }
        }
        return files
    }

    @Test(arguments: [SIGKILL, SIGINT, SIGTERM])
    func `a run that was stopped in its third round goes on with the first two as they are`(signal: Int32) async throws
    {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try recipe(in: folder)
            let stopped = try await stop(recipe, in: folder, round: 3, signal: signal)
            #expect(stopped.status == (signal == SIGKILL ? SIGKILL : 130))
            let result = try result(in: folder)
            let before = try content(result)
            #expect(before.keys.contains("round-2/native/records.jsonl") && before.keys.contains("round-2/round.json"))
            #expect(!FileManager.default.fileExists(atPath: result + "/round-3/round.json"))
            var arguments = ["run", recipe] + Self.arguments + ["--resume"]
            if signal != SIGKILL {
                // The last line says how to go on.
                let line = try #require(stopped.stderr.split(separator: "\n").last)
                #expect(line.hasPrefix("concord run ") && line.hasSuffix("--resume \(result)"), "\(stopped.stderr)")
                arguments = line.split(separator: " ").dropFirst().map(String.init)
            }
            let resumed = try await ConcordProcess.run(arguments, in: folder)
            #expect(resumed.status == 2, "\(resumed.stderr)")
            #expect(!resumed.stderr.contains("round 2 native") && resumed.stderr.contains("round 3 native"))
            #expect(try content(result) == before)
            let verdict = try StoredVerdict.read(result)
            #expect(verdict.rounds == 3)
            #expect(verdict.audits.map(\.round) == [1, 2, 3])
            #expect(verdict.findings.contains { $0.id == "resumed" })
            #expect(!verdict.findings.contains { $0.id == "interrupted" })
            let history = try HistoryStore(path: folder.path + "/data/concord/history.sqlite").entries(limit: 9)
            #expect(history.count == 1)

            let finished = try await ConcordProcess.run(["run", recipe, "--resume", result], in: folder)
            #expect(finished.status == 64)
            #expect(finished.stderr.contains("is finished: its verdict is inconclusive"), "\(finished.stderr)")
        }
    }

    @Test func `a run that was stopped in its first round begins with it again`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try recipe(in: folder)
            let stopped = try await stop(recipe, in: folder, round: 1, signal: SIGINT)
            #expect(stopped.status == 130)
            #expect(stopped.stderr.split(separator: "\n").last?.contains("--resume") == true, "\(stopped.stderr)")
            let arguments = ["run", recipe, "--resume"] + Self.arguments
            let resumed = try await ConcordProcess.run(arguments, in: folder)
            #expect(resumed.status == 2)
            #expect(try StoredVerdict.read(try result(in: folder)).rounds == 3)
        }
    }

    @Test func `what cannot go on ends with 64 and says where it looked or what differs`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try recipe(in: folder)
            func refusal(_ arguments: [String]) async throws -> String {
                let result = try await ConcordProcess.run(["run", recipe] + arguments, in: folder)
                #expect(result.status == 64, "\(result.stderr)")
                return result.stderr
            }
            let nothing = try await refusal(Self.arguments + ["--resume"])
            #expect(nothing.contains("'small'") && nothing.contains("/kept"), "\(nothing)")
            #expect(try await refusal(["--resume", "nowhere"]).contains("/nowhere"))
            #expect(try await refusal(["--resume", folder.path]).contains("session.json"))
            _ = try await stop(recipe, in: folder, round: 2, signal: SIGKILL)
            let rounds = try await refusal(["--out", "kept", "--resume", "--rounds", "4"])
            #expect(rounds.contains("rounds.maximum was 3 and is 4"), "\(rounds)")
            let concurrency = try await refusal(Self.arguments + ["--set", "workload.concurrency=1", "--resume"])
            #expect(concurrency.contains("workload.concurrency was 2 and is 1"), "\(concurrency)")
            let tap = try await refusal(Self.arguments + ["--no-tap", "--resume"])
            #expect(tap.contains("the tap was used and is not used"), "\(tap)")
        }
    }
}
