import BenchModel
import Foundation
import TestSupport
import Testing

struct ProbeCommandTests {
    private func concord(_ arguments: [String], mode: String = "send", tools: String? = nil) async throws
        -> (result: ConcordProcess, files: [String])
    {
        try await Fixtures.withTemporaryFolder { folder in
            let tools = tools ?? SmallRecipe.fakeTool(mode: mode)
            let recipe = try SmallRecipe.write(to: folder, tools: tools)
            let words = [arguments[0], recipe, "--out", "kept"] + arguments.dropFirst()
            let result = try await ConcordProcess.run(words, in: folder)
            let kept = folder.appending(path: "kept").path
            return (result, (try? FileManager.default.subpathsOfDirectory(atPath: kept)) ?? [])
        }
    }

    private func value(_ text: String) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }

    @Test func `different work ends with 1 and is listed field by field`() async throws {
        let (result, files) = try await concord(["probe"])
        #expect(result.status == 1, "\(result.stderr)")
        #expect(result.stdout.contains("vllm against native: "))
        #expect(result.sentences.contains("body temperature 0.0 – ✗ different"), "\(result.stdout)")
        #expect(
            result.sentences.contains("body messages[0].content \"") && result.sentences.contains("prompt tokens 16")
        )
        #expect(result.sentences.contains("fields are the same"))
        for name in ["probe.json", "probe/vllm/request.json", "probe/native/run.json", "recipe.yaml"] {
            #expect(files.contains { $0.hasSuffix(name) }, "\(name)")
        }
    }

    @Test func `its JSON fits the schema that is printed`() async throws {
        let printed = try await ConcordProcess.run(["schema", "probe"], from: Fixtures.root)
        let (result, _) = try await concord(["probe", "--format", "json"])
        let document = try value(result.stdout)
        #expect(JSONSchemaValidator(schema: try value(printed.stdout)).problems(in: document) == [])
        #expect(document["comparisons"]?.array?.first?["same"] == false)
    }

    @Test func `a tool that fails ends with 3, with its last words`() async throws {
        let (result, files) = try await concord(["probe"], mode: "crash")
        #expect(result.status == 3)
        #expect(result.stderr.contains("something the tool depends on is missing"))
        #expect(result.stderr.contains("probe/vllm") && result.stdout.isEmpty)
        #expect(files.contains { $0.hasSuffix("probe/vllm/stderr.log") })
    }

    @Test func `a tool that sends nothing ends with 3`() async throws {
        let (result, _) = try await concord(["probe"], mode: "all-failed")
        #expect(result.status == 3)
        #expect(result.stderr.contains("nothing was seen on the wire from vllm"), "\(result.stderr)")
    }

    @Test(arguments: [
        (["probe"], "native: {}", "two tools"), (["probe", "--server-log", "nowhere.log"], nil, "nowhere.log"),
    ])
    func `what cannot be compared ends with 64`(arguments: [String], tools: String?, words: String) async throws {
        let (result, files) = try await concord(arguments, tools: tools)
        #expect(result.status == 64)
        #expect(result.stderr.contains(words), "\(result.stderr)")
        #expect(files.isEmpty)
    }

    @Test func `a run does not compare different work unless it is told to`() async throws {
        let (result, files) = try await concord(["run", "--format", "json"])
        #expect(result.status == 3, "\(result.stderr)")
        let verdict = try value(result.stdout)
        #expect(verdict["rounds"] == 0 && verdict["verdict"] == "invalid")
        let findings = verdict["findings"]?.array?.compactMap { $0["id"]?.string }
        #expect(findings == ["work-differs"])
        #expect(result.stdout.contains("body temperature absent against 0.0"))
        #expect(result.stdout.contains("allow: ["))
        #expect(files.contains { $0.hasSuffix("verdict.json") } && files.contains { $0.hasSuffix("report.md") })
        #expect(!files.contains { $0.hasSuffix("round-1") })
        let (allowed, _) = try await concord(["run", "--format", "json", "--set", "allow=[different_work]"])
        #expect(
            try value(allowed.stdout)["findings"]?.array?.first { $0["id"] == "work-differs" }?["severity"] == "warning"
        )
        #expect(allowed.stderr.contains("round 1"))
    }

    @Test(arguments: ["--no-probe", "--no-tap"])
    func `a run without a probe goes to its rounds`(flag: String) async throws {
        let (result, files) = try await concord(["run", flag])
        #expect(result.stderr.contains("round 1"))
        #expect(files.contains { $0.hasSuffix("round-1/vllm") } && !files.contains { $0.hasSuffix("probe") })
        #expect(!result.stdout.contains("work-differs"))
    }
}
