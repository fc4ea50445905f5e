import BenchModel
import Foundation
import TestSupport
import Testing

/// `concord compare --baseline`: one tool of two results.
struct BaselineCommandTests {
    /// Runs the native engine against a simulator and gives the result folder.
    private func result(_ name: String, in folder: URL, ttft: String = "40ms") async throws -> URL {
        let recipe = try SmallRecipe.write(to: folder, tools: "native: {}", server: "simulate: {ttft: 40ms, itl: 20ms}")
        let out = folder.appending(path: name)
        let run = try await ConcordProcess.run(
            [
                "run", recipe, "--out", out.path, "--set", "server.simulate.ttft=\(ttft)", "--set",
                "workload.requests=12",
            ],
            in: folder
        )
        // A tool alone agrees with nobody.
        #expect(run.status == 2, "\(run.stderr)")
        let names = try FileManager.default.contentsOfDirectory(atPath: out.path)
        return out.appending(path: try #require(names.first))
    }

    /// What the percentiles of a handful of requests leave open is not asked here.
    private static let wide = ["--tolerance", "100%"]

    private func compare(_ baseline: URL, _ arguments: [String], in folder: URL) async throws -> ConcordProcess {
        try await ConcordProcess.run(["compare", "--baseline", baseline.path] + arguments, in: folder)
    }

    /// Puts one text in place of another in a stored file.
    private func replace(_ old: some RegexComponent, with new: String, in file: URL) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        let changed = text.replacing(old, with: new)
        #expect(changed != text, "\(file.lastPathComponent)")
        try changed.write(to: file, atomically: true, encoding: .utf8)
    }

    @Test func `a result agrees with itself, and with a copy of itself under any name`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let before = try await result("before", in: folder)
            let copy = folder.appending(path: "a=b")
            try FileManager.default.copyItem(at: before, to: copy)
            for other in [before.path, copy.path, "native=\(copy.path)"] {
                let same = try await compare(before, [other, "--format", "json"] + Self.wide, in: folder)
                #expect(same.status == 0, "\(same.stderr)")
                #expect(same.stderr.contains("native 0") && same.stderr.contains("compared with itself"))
                let document = try JSONDecoder().decode(VerdictDocument.self, from: Data(same.stdout.utf8))
                #expect(document.summary.hasPrefix("AGREE: native agrees with baseline on all"))
                #expect(document.reference == ToolID("baseline"))
                #expect(document.tools.map(\.name.rawValue) == ["baseline", "native"])
                #expect(document.tools.allSatisfy { $0.version != nil && !$0.command.isEmpty })
                #expect(document.comparisons.count { $0.gated && $0.verdict == .agree } > 10)
                #expect(!document.notes.contains { $0.contains("not checked") || $0.contains("allowed to differ") })
                #expect(document.notes.contains { $0.hasPrefix("baseline: read from") && $0.contains(before.path) })
                #expect(document.environment["cpu_count"] != nil)
            }
            let junit = try await compare(before, [before.path, "--format", "junit"] + Self.wide, in: folder)
            #expect(junit.status == 0 && junit.stdout.contains("<testsuite"))
        }
    }

    @Test func `a slower server is a disagreement, once the recipes may differ`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let before = try await result("before", in: folder)
            let after = try await result("after", in: folder, ttft: "60ms")
            let refused = try await compare(before, [after.path], in: folder)
            #expect(refused.status == 64)
            #expect(refused.stdout.isEmpty)
            #expect(
                refused.stderr.contains(
                    "recipe: server.simulate.ttft is 40ms in the baseline and 60ms in the result"
                )
            )
            #expect(refused.stderr.contains("--allow-different recipe"))
            let slower = try await compare(before, [after.path, "--allow-different", "recipe"], in: folder)
            #expect(slower.status == 1)
            #expect(slower.sentences.contains("reference baseline"))
            #expect(slower.sentences.contains("DISAGREE: native differs from baseline on"))
            #expect(slower.sentences.contains("allowed to differ: server.simulate.ttft is 40ms in the baseline"))
            let loose = ["--allow-different", "recipe", "--tolerance", "100%"]
            #expect(try await compare(before, [after.path] + loose, in: folder).status == 0)
        }
    }

    @Test func `another version and another machine are refused, and an invalid result is none`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let before = try await result("before", in: folder)
            let after = folder.appending(path: "after")
            try FileManager.default.copyItem(at: before, to: after)
            let verdict = after.appending(path: "verdict.json")
            let measurement = after.appending(path: "round-1/native/measurement.json")
            try replace(/"version" : "0[^"]*"/, with: #""version" : "0.0.1""#, in: measurement)
            try replace(/"cpu_count" : "\d+"/, with: #""cpu_count" : "997""#, in: verdict)
            try replace(/"os" : "/, with: #""os" : "Other "#, in: verdict)
            let refused = try await compare(before, [after.path], in: folder)
            #expect(refused.status == 64)
            #expect(refused.stderr.contains("version: version of native is 0."))
            #expect(refused.stderr.contains("in the baseline and 0.0.1 in the result"))
            #expect(refused.stderr.contains("machine: cpu_count is "))
            #expect(refused.stderr.contains("and 997 in the result") && refused.stderr.contains("machine: os is "))
            #expect(refused.stderr.contains("--allow-different version,machine"))
            let half = try await compare(before, [after.path, "--allow-different", "machine"], in: folder)
            #expect(half.status == 64 && !half.stderr.contains("machine:"))
            let all = ["--allow-different", "version,machine"]
            #expect(try await compare(before, [after.path] + all + Self.wide, in: folder).status == 0)

            for (tool, status) in [("native", Int32(3)), ("vllm", 0)] {
                let invalid = folder.appending(path: "invalid-\(tool)")
                try FileManager.default.copyItem(at: before, to: invalid)
                let file = invalid.appending(path: "verdict.json")
                var stored = try JSONDecoder().decode(VerdictDocument.self, from: Data(contentsOf: file))
                stored.findings.append(
                    Finding(
                        id: "client-saturated",
                        tool: ToolID(tool),
                        evidence: "it burnt",
                        severity: .invalidating
                    )
                )
                try JSONEncoder().encode(stored).write(to: file)
                let judged = try await compare(invalid, [before.path] + Self.wide, in: folder)
                #expect(judged.status == status, "\(judged.stdout)")
                #expect(judged.sentences.contains("is invalid: it burnt") == (status == 3))
            }
        }
    }

    @Test func `outputs of tools are compared as far as they tell`() async throws {
        let output = Fixtures.path("tools/vllm/0.32.0/chat-40x4/output")
        try await Fixtures.withTemporaryFolder { folder in
            let same = try await compare(URL(filePath: output), ["vllm=\(output)"] + Self.wide, in: folder)
            #expect(same.status == 0)
            #expect(same.sentences.contains("not checked: the recipe"))
            #expect(same.sentences.contains("not checked: the version of vllm"))
            #expect(same.sentences.contains("not checked: the machine"))
            #expect(same.stderr.contains("vllm is compared with itself"))
        }
    }

    @Test(
        arguments: [
            ([], "Missing expected argument"), (["a", "b"], "one other result"), (["/nowhere"], "/nowhere"),
            (["--allow-different", "weather"], "weather"), (["--tool", "evalscope"], "several"),
        ] as [([String], String)]
    )
    func `what cannot be meant ends with 64`(arguments: [String], word: String) async throws {
        let output = Fixtures.path("tools/vllm/0.32.0/chat-40x4/output")
        try await Fixtures.withTemporaryFolder { folder in
            let other = arguments.first?.hasPrefix("--") == true ? ["vllm=\(output)"] : []
            let result = try await compare(URL(filePath: output), other + arguments, in: folder)
            #expect(result.status == 64)
            #expect(result.stderr.contains(word), "\(result.stderr)")
        }
    }

    @Test func `what belongs to a baseline is refused without one`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let result = try await ConcordProcess.run(
                ["compare", "vllm=a", "evalscope=b", "--tool", "vllm"],
                in: folder
            )
            #expect(result.status == 64)
            #expect(result.stderr.contains("belong to --baseline"))
        }
    }
}
