import BenchModel
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import ToolAdapters

@Suite(.timeLimit(.minutes(1)))
struct LauncherExecuteTests {
    private let adapter = InstallerFakeAdapter()
    private let key = "sk-very-secret-42"

    @Test func `a tool gets the secrets of its plan and leaves none of them`() async throws {
        let script = """
            echo "at 1 of 2"; echo "key $OPENAI_API_KEY header $CONCORD_HEADER_1"
            cd "$1"; mkdir deep; echo "{\\"key\\": \\"$OPENAI_API_KEY\\"}" > deep/args.json
            printf 'base\\000%s' "$OPENAI_API_KEY" > data.db
            echo plain > plain.txt; ln -s /etc/hostname link
            """
        try await withJob { job in
            var plan = ToolPlan(tool: adapter.id, version: nil, argv: ["/bin/sh", "-c", script, "tool"])
            plan.argv.append(job.outputFolder)
            plan.env = ["OPENAI_API_KEY": "***", "CONCORD_HEADER_1": "***"]
            let seen = Mutex<[String]>([])
            let exit = try await adapter.execute(plan, of: job) { progress in
                seen.withLock { $0.append(progress.phase) }
            }
            #expect(exit.reason == .exited(code: 0))
            #expect(seen.withLock { $0 } == ["at 1 of 2"])
            #expect(try text(job, "stdout.log") == "at 1 of 2\nkey *** header ***\n")
            #expect(try text(job, "stderr.log") == "")
            #expect(try text(job, "deep/args.json") == "{\"key\": \"***\"}\n")
            #expect(try text(job, "plain.txt") == "plain\n")
        }
    }

    @Test func `a tool that fails leaves no secret either`() async throws {
        try await withJob { job in
            var job = job
            job.choice.timeout = .milliseconds(500)
            var plan = ToolPlan(tool: adapter.id, version: nil, argv: ["/bin/sh", "-c"])
            plan.argv.append("echo \"$CONCORD_API_KEY\" > '\(job.outputFolder)/args.txt'; sleep 300")
            plan.env = ["CONCORD_API_KEY": "***"]
            let exit = try await adapter.execute(plan, of: job) { _ in }
            #expect(exit.reason == .timedOut(seconds: 0.5))
            #expect(try text(job, "args.txt") == "***\n")
        }
    }

    @Test func `cancelling a tool throws the usual error`() async throws {
        try await withJob { job in
            let plan = ToolPlan(tool: adapter.id, version: nil, argv: ["/bin/sh", "-c", "echo on; exec sleep 300"])
            do {
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    tasks.addTask { _ = try await adapter.execute(plan, of: job) { _ in } }
                    while (try? text(job, "stdout.log")) != "on\n" { try await Task.sleep(for: .milliseconds(20)) }
                    tasks.cancelAll()
                    try await tasks.next()
                }
                Issue.record("it did not fail")
            } catch is CancellationError {}
        }
    }

    @Test func `only what is named as a secret is taken for one`() async throws {
        try await withJob { job in
            var job = job
            job.recipe.workload.headers = ["Authorization": "Bearer abcdefgh", "X-Trace": "benchmark"]
            job.choice.environment = ["HF_TOKEN": "hf_12345678", "VLLM_TOKENIZER_MODE": "automatic"]
            #expect(Set(JobSecrets(job).values) == [key, "Bearer abcdefgh", "abcdefgh", "hf_12345678"])
        }
    }

    private func withJob(_ body: (ToolJob) async throws -> Void) async throws {
        try await Fixtures.withTemporaryFolder { folder in
            var recipe = Recipe(name: "test", server: .url("http://127.0.0.1:1"), model: ModelChoice(name: "m"))
            recipe.workload.headers = ["X-Token": "token-12345"]
            var job = ToolJob(
                recipe: recipe,
                choice: ToolChoice("tiny"),
                baseURL: "http://127.0.0.1:1",
                outputFolder: folder.path
            )
            job.apiKey = key
            try await body(job)
        }
    }

    private func text(_ job: ToolJob, _ name: String) throws -> String {
        try String(contentsOfFile: job.outputFolder + "/" + name, encoding: .utf8)
    }
}
