import BenchModel
import Foundation
import TestSupport
import Testing

@testable import ToolAdapters

/// Headers whose values must not be readable by other users of the machine.
struct SecretHeaderTests {
    private static let headers = [
        "Authorization": "Bearer ${TOKEN}", "X-Api-Key": "in-clear-123", "X-Trace": "open",
    ]

    private static func job(_ tool: String, version: String, command: [String]) -> ToolJob {
        var recipe = Recipe(name: "test", server: .url("http://127.0.0.1:1"), model: ModelChoice(name: "m"))
        recipe.workload.headers = headers
        recipe.workload.concurrency = 2
        var choice = ToolChoice(tool)
        choice.environment = ["HF_TOKEN": "hf_secret_1"]
        var job = ToolJob(recipe: recipe, choice: choice, baseURL: "http://127.0.0.1:1", outputFolder: "/out")
        job.version = ToolVersion(version)
        job.command = command
        job.tokenizer = "/tokenizer"
        job.headers = ["Authorization": "Bearer from-environment", "X-Api-Key": "in-clear-123", "X-Trace": "open"]
        return job
    }

    @Test(arguments: [("vllm", "0.32.0"), ("vllm", "0.11.0"), ("evalscope", "1.14.1"), ("evalscope", "1.1.0")])
    func `a Python tool gets secret headers from its environment`(tool: String, version: String) throws {
        let adapter = try #require(Tools.adapter(for: ToolID(tool)))
        let plan = try adapter.plan(Self.job(tool, version: version, command: ["/opt/bin/\(tool)", "sub"]))
        #expect(plan.argv.prefix(2) == ["/opt/bin/python", "-c"])
        #expect(plan.argv[3] == "sub")
        #expect(plan.argv.contains("Authorization=Bearer ${TOKEN}"))
        #expect(plan.argv.contains("X-Api-Key=${CONCORD_HEADER_2}"))
        #expect(plan.argv.contains("X-Trace=open"))
        #expect(plan.env["CONCORD_HEADER_2"] == "***")
        #expect(plan.env["HF_TOKEN"] == "***")
        let shown = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
        for secret in ["in-clear-123", "from-environment", "hf_secret_1"] { #expect(!shown.contains(secret)) }
    }

    @Test(arguments: [("vllm", "0.32.0"), ("evalscope", "1.14.1")])
    func `a tool that is no Python script of its own name is refused`(tool: String, version: String) throws {
        let adapter = try #require(Tools.adapter(for: ToolID(tool)))
        #expect(throws: TranslationError.self) {
            try adapter.plan(Self.job(tool, version: version, command: ["docker", "run", tool]))
        }
    }

    @Test func `the native engine's command line names the same variables`() throws {
        let plan = try NativeEngine().plan(Self.job("native", version: "1", command: []))
        #expect(plan.argv.contains("X-Api-Key=${CONCORD_HEADER_2}"))
        #expect(!plan.argv.joined().contains("in-clear-123"))
    }

    @Test func `every form of a secret is known when the tool is started`() {
        let secrets = JobSecrets(Self.job("vllm", version: "0.32.0", command: []))
        let expected = ["Bearer from-environment", "from-environment", "in-clear-123", "hf_secret_1"]
        #expect(Set(secrets.values) == Set(expected))
        #expect(secrets.value(ofVariable: "CONCORD_HEADER_2", planned: "***") == "in-clear-123")
        #expect(secrets.value(ofVariable: "HF_TOKEN", planned: "***") == "hf_secret_1")
        #expect(secrets.value(ofVariable: "NO_PROXY", planned: "*") == "*")
    }

    @Test func `the shim fills in its own variables and nothing else`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try "import sys\ndef main(): print(sys.argv)\n"
            .write(to: folder.appending(path: "tiny_tool.py"), atomically: true, encoding: .utf8)
        let shim = PythonShim(executable: "tiny", module: "tiny_tool", function: "main")
        var command = try #require(shim.wrap(["tiny", "go"], variables: ["TOKEN"]))
        command[0] = "python3"
        let out = folder.path + "/out"
        var child = ChildCommand(
            argv: command + ["A=x ${TOKEN}", "${OTHER}", #"{"a": "$HOME"}"#],
            stdoutPath: out,
            stderrPath: folder.path + "/err"
        )
        child.environment = ["TOKEN": #"se'c\"ret"#, "OTHER": "no", "PYTHONPATH": folder.path]
        let exit = try await Launcher.run(child)
        #expect(exit.reason == .exited(code: 0))
        let text = try String(contentsOfFile: out, encoding: .utf8)
        #expect(text.contains(#"['tiny', 'go', 'A=x se\'c\\"ret', '${OTHER}', '{"a": "$HOME"}']"#), "\(text)")
    }

    @Test func `variables are found and filled in anywhere`() {
        #expect(VariableText.names(in: "a ${B} ${C_1} ${B} $D ${1E} ${}") == ["B", "C_1"])
        #expect(VariableText.filled("Bearer ${B}-${C}", from: ["B": "x${C}"]) == "Bearer x${C}-${C}")
    }
}
