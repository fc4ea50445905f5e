import BenchModel
import Foundation
import ToolAdapters

/// A client on this machine: how it is started and how what it writes is read.
struct ClientProgram: Sendable {
    let client: Client
    let version: String
    /// What starts it, subcommand included.
    let command: [String]
    /// The simulator's tokenizer.
    let tokenizer: String

    private static let adapters: [Client: any ToolAdapter] = [
        .vllmRust: VLLMBench(), .vllm: VLLMBench(), .evalscope: EvalscopePerf(),
    ]

    /// - Parameter folder: Where its output goes; exists.
    func childCommand(_ load: LoadShape, baseURL: String, folder: String) throws -> ChildCommand {
        var child = ChildCommand(
            argv: command,
            stdoutPath: folder + "/stdout.log",
            stderrPath: folder + "/stderr.log"
        )
        switch client {
        case .floor:
            let port = baseURL.split(separator: ":").last.map(String.init) ?? ""
            child.argv += ["--port", port] + counts(load)
        case .native, .tapped:
            child.argv += [baseURL, "--model", "simulator", "--format", "json"] + counts(load)
            if let rate = load.rate { child.argv += ["--rate", "\(rate)"] }
        case .vllmRust, .vllm, .evalscope:
            guard let plan = try Self.adapters[client]?.plan(job(load, baseURL: baseURL, folder: folder)) else { break }
            child.argv = plan.argv
            for (name, value) in plan.env { child.environment[name] = value }
            child.environment["PYTHONUNBUFFERED"] = "1"
        }
        child.timeout = .seconds(3600)
        return child
    }

    /// Whether it ended with a report. The native engine also does where requests failed or it was the bottleneck, which
    /// the report says.
    func hasReported(_ reason: ToolExit.Reason) -> Bool {
        reason == .exited(code: 0) || (client == .native || client == .tapped) && reason == .exited(code: 3)
    }

    func read(_ folder: String) throws -> ReportedFigures {
        let standardOutput = URL(filePath: folder + "/stdout.log")
        switch client {
        case .floor:
            return ReportedFigures(try JSONDecoder().decode(FloorReport.self, from: Data(contentsOf: standardOutput)))
        case .native, .tapped:
            let document = try JSONDecoder().decode(MeasurementDocument.self, from: Data(contentsOf: standardOutput))
            return ReportedFigures(document)
        case .vllmRust, .vllm, .evalscope:
            guard let adapter = Self.adapters[client] else { return ReportedFigures() }
            return ReportedFigures(
                try adapter.read(ToolOutput(path: folder), version: client == .vllmRust ? nil : ToolVersion(version))
            )
        }
    }

    private func counts(_ load: LoadShape) -> [String] {
        var words = ["--requests", "\(load.requests)", "--input-tokens", "\(load.inputTokens)"]
        words += ["--output-tokens", "\(load.outputTokens)"]
        if let concurrency = load.concurrency { words += ["--concurrency", "\(concurrency)"] }
        return words
    }

    private func job(_ load: LoadShape, baseURL: String, folder: String) -> ToolJob {
        var recipe = Recipe(name: "benchmark", server: .url(baseURL), model: ModelChoice(name: "simulator"))
        recipe.model.tokenizer = tokenizer
        recipe.workload.requests = load.requests
        recipe.workload.inputTokens = load.inputTokens
        recipe.workload.outputTokens = load.outputTokens
        recipe.workload.concurrency = load.concurrency
        recipe.workload.rate = load.rate
        let id = client == .evalscope ? "evalscope" : "vllm"
        var job = ToolJob(recipe: recipe, choice: ToolChoice(id), baseURL: baseURL, outputFolder: folder)
        job.version = ToolVersion(version)
        job.command = command
        return job
    }
}
