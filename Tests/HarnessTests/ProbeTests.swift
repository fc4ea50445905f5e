import BenchModel
import Foundation
import TestSupport
import Testing
import ToolAdapters
import Traffic

@testable import Harness

struct ProbeTests {
    /// A tool that sends prompts of that many words by the native engine, with its own idea of the recipe.
    private static func tool(
        _ id: ToolID,
        prompts: [String] = ["a b c"],
        exit: ToolExit = FakeAdapter.success,
        log: (path: String, line: String)? = nil,
        change: @escaping @Sendable (inout Recipe) -> Void = { _ in }
    ) -> FakeAdapter {
        FakeAdapter(
            id,
            execute: { _, job in
                var job = job
                change(&job.recipe)
                if !prompts.isEmpty {
                    let lengths = prompts.map { _ in job.recipe.workload.outputTokens }
                    _ = try await LoadEngine.run(NativeLoad.plan(for: job, prompts: prompts, outputTokens: lengths))
                }
                if let log {
                    let file = try FileHandle(forWritingTo: URL(filePath: log.path))
                    try file.seekToEnd()
                    try file.write(contentsOf: Data(log.line.utf8))
                    try file.close()
                }
                return exit
            },
            read: { _ in HarnessSamples.report(id, requests: 1) }
        )
    }

    private func withProbe(
        _ adapters: [FakeAdapter],
        serverLog: String? = nil,
        change: (inout Recipe) -> Void = { _ in },
        _ body: (Probe, ResultFolder) async throws -> Void
    ) async throws {
        try await Fixtures.withTemporaryFolder { path in
            try await HarnessSamples.withSimulator { url in
                let recipe = HarnessSamples.recipe(url) {
                    $0.tools = adapters.map { ToolChoice($0.id.rawValue) }
                    change(&$0)
                }
                let folder = ResultFolder(path: path.path)
                let probe = Probe(
                    recipe: recipe,
                    setups: adapters.map(\.setup),
                    factory: JobFactory(recipe: recipe, baseURL: url),
                    folder: folder,
                    serverLog: serverLog,
                    onEvent: { _ in }
                )
                try await body(probe, folder)
            }
        }
    }

    @Test func `tools that send the same are the same, over the wire`() async throws {
        try await withProbe([Self.tool(.native), Self.tool(HarnessSamples.vllm)]) { probe, folder in
            let outcome = try await probe.run()
            let document = outcome.document
            #expect(outcome.failures.isEmpty && document.unseen.isEmpty)
            #expect(document.comparisons.count == 1 && document.isSame)
            let rows = document.comparisons.first?.rows ?? []
            #expect(rows.allSatisfy { $0.outcome == .same || $0.place == "answer chunks" }, "\(rows)")
            #expect(rows.contains { $0.place == "prompt tokens" } && rows.contains { $0.place == "body temperature" })
            let kept = try Data(contentsOf: URL(filePath: folder.file("probe.json")))
            #expect(try JSONDecoder().decode(ProbeDocument.self, from: kept) == document)
            let request = try Data(contentsOf: URL(filePath: folder.file("probe/vllm/request.json")))
            let body = try JSONDecoder().decode(JSONValue.self, from: request)
            #expect(body["model"]?.string == "simulator")
            #expect(try await probe.check().isEmpty)
        }
    }

    @Test func `what one sends and another does not is found`() async throws {
        let other = Self.tool(HarnessSamples.vllm, prompts: ["a b c d e f g h i j k l"]) {
            $0.workload.temperature = nil
        }
        let tools = [Self.tool(.native), other]
        try await withProbe(tools) { probe, _ in
            let findings = try await probe.check()
            #expect(findings.map(\.id) == ["work-differs"] && findings.map(\.severity) == [.invalidating])
            let evidence = findings.first?.evidence ?? ""
            #expect(evidence.contains("body temperature absent against 0.0"))
            #expect(evidence.contains("prompt tokens 17 against 8"))
        }
        try await withProbe(tools) {
            $0.allow = [.work]
        } _: { probe, _ in
            let findings = try await probe.check()
            #expect(findings.map(\.severity) == [.warning])
        }
        try await withProbe(tools) {
            $0.allow = [.sampling, .promptLength]
        } _: { probe, _ in
            let findings = try await probe.check()
            #expect(findings.isEmpty)
        }
    }

    @Test func `the tool's own test is not taken for its request`() async throws {
        let tools = [Self.tool(.native), Self.tool(HarnessSamples.vllm, prompts: ["hello", "a b c"])]
        try await withProbe(tools) { probe, _ in
            let document = try await probe.run().document
            let rows = document.comparisons.first?.rows ?? []
            #expect(document.isSame, "\(rows)")
            #expect(rows.first { $0.place == "requests before" }?.tool == "1")
        }
    }

    @Test func `a tool that sends nothing lets the others be compared`() async throws {
        let tools = [
            Self.tool(.native), Self.tool(HarnessSamples.vllm, prompts: []), Self.tool(HarnessSamples.evalscope),
        ]
        try await withProbe(tools) { probe, _ in
            let findings = try await probe.check()
            #expect(findings.map(\.id) == ["work-unseen"] && findings.map(\.severity) == [.warning])
            #expect(findings.map(\.tool) == [HarnessSamples.vllm])
        }
    }

    @Test func `a tool that fails is a failure with its folder`() async throws {
        let timeout = ToolExit(reason: .timedOut(seconds: 3), seconds: 3)
        let tools = [Self.tool(.native), Self.tool(HarnessSamples.vllm, prompts: [], exit: timeout)]
        try await withProbe(tools) { probe, _ in
            let outcome = try await probe.run()
            #expect(outcome.failures.map(\.tool) == [HarnessSamples.vllm])
            #expect(outcome.failures.first?.reason.contains("tools.vllm.timeout") == true)
            #expect(outcome.failures.first?.folder.hasSuffix("probe/vllm") == true)
            let findings = try await probe.check()
            #expect(findings.map(\.id) == ["tool-failed"] && findings.map(\.severity) == [.invalidating])
        }
    }

    @Test func `one tool alone is not probed`() async throws {
        let tool = Self.tool(.native)
        try await withProbe([tool]) { probe, _ in
            let findings = try await probe.check()
            #expect(findings.isEmpty && tool.count == 0)
        }
    }

    @Test func `the server's log tells what it sampled by, tool by tool`() async throws {
        try await Fixtures.withTemporaryFolder { path in
            let log = path.path + "/server.log"
            func line(_ temperature: String) -> String {
                "params: SamplingParams(n=1, temperature=\(temperature)), x\n"
            }
            try line("9.0").write(toFile: log, atomically: true, encoding: .utf8)
            let tools = [
                Self.tool(.native, log: (log, line("0.0"))),
                Self.tool(HarnessSamples.vllm, log: (log, line("1.0") + line("0.7"))),
            ]
            try await withProbe(tools, serverLog: log) { probe, _ in
                let rows = try await probe.run().document.comparisons.first?.rows ?? []
                let row = rows.first { $0.place == "server temperature" }
                #expect(row?.reference == "0.0" && row?.tool == "0.7" && row?.outcome == .different)
            }
            try await withProbe(tools, serverLog: path.path + "/none") { probe, _ in
                let error = await HarnessSamples.failure { _ = try await probe.run() }
                guard case .cannotRead? = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
            }
        }
    }

    @Test func `a probe sends one request in a closed loop, the rest as the recipe says`() throws {
        let recipe = HarnessSamples.recipe {
            $0.workload.concurrency = nil
            $0.workload.rampUpStrategy = .linear
            $0.workload.rampUpStartRPS = 1
            $0.workload.rampUpEndRPS = 2
            $0.workload.burstiness = 3
            $0.workload.topK = 7
        }
        let probed = ProbeJob.recipe(from: recipe)
        #expect(probed.workload.requests == 1 && probed.workload.concurrency == 1)
        #expect(!probed.workload.isOpenLoop && probed.workload.burstiness == 1)
        #expect(probed.workload.topK == 7 && probed.workload.outputTokens == recipe.workload.outputTokens)
    }

    @Test func `of shared prompts the first is sent`() async throws {
        try await Fixtures.withTemporaryFolder { path in
            let folder = ResultFolder(path: path.path)
            let all = folder.file("prompts.jsonl")
            let lines = ["one", "two"].map { PromptLines.Line(prompt: $0, outputTokens: 3) }
            try PromptLines.write(lines, to: all, api: .chat)
            var factory = JobFactory(recipe: HarnessSamples.recipe(), baseURL: "http://127.0.0.1:1")
            factory.promptFile = all
            let probing = try ProbeJob.factory(from: factory, folder: folder)
            let file = try #require(probing.promptFile)
            #expect(try PromptLines.readLines(file) == [lines[0]])
            #expect(try PromptLines.readLines(all) == lines)
        }
    }
}
