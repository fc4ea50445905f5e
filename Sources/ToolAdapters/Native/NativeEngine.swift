package import BenchModel
import Foundation
import Traffic

/// Concord's own load engine behind the same seam as the external tools. Its command line is `concord load`, and
/// `execute` runs the engine in this process.
package struct NativeEngine: ToolAdapter {
    package let id = ToolID.native
    package let defaultVersion: ToolVersion? = nil
    package let distribution: PythonDistribution? = nil

    package init() {}

    package func mapping(for version: ToolVersion?) -> [FlagMapping] { NativeMapping.rows }

    package func plan(_ job: ToolJob) throws(TranslationError) -> ToolPlan {
        let workload = job.recipe.workload
        guard workload.concurrency != nil || workload.isOpenLoop else {
            throw TranslationError(
                tool: id,
                version: nil,
                key: "workload.concurrency",
                problem: "has no load without a concurrency or a rate",
                remedy: "Set workload.concurrency or workload.rate."
            )
        }
        guard workload.rangeRatio == 0 || workload.prompts != .file else {
            throw TranslationError(
                tool: id,
                version: nil,
                key: "workload.range_ratio",
                problem: "takes the lengths from the prompt file",
                remedy: "Leave range_ratio out."
            )
        }
        var plan = ToolPlan(
            tool: id,
            version: ToolVersion(Release.version),
            argv: NativeCommandLine.arguments(for: job)
        )
        for variable in HeaderWords(workload.headers).secrets.keys { plan.env[variable] = SecretName.mask }
        if let variable = workload.apiKeyVariable { plan.env[variable] = SecretName.mask }
        if workload.prompts != .file {
            let tokens = workload.inputTokens + workload.prefixTokens + NativeLoad.extraTokens(of: job)
            plan.expectedInput = "\(tokens) prompt tokens a request, the chat template's included"
        }
        return plan
    }

    package func progress(in line: String) -> RunProgress? { nil }

    package func read(_ output: ToolOutput, version: ToolVersion?) throws(OutputError) -> ToolReport {
        try NativeReportReader.read(output)
    }

    package func execute(
        _ plan: ToolPlan,
        of job: ToolJob,
        onProgress: @escaping @Sendable (RunProgress) -> Void
    ) async throws -> ToolExit {
        onProgress(RunProgress(phase: "generating prompts"))
        let load: LoadPlan
        do { load = try await NativeLoad.plan(for: job) } catch {
            try Task.checkCancellation()
            throw error
        }
        onProgress(RunProgress(phase: "sending", done: 0, total: load.requests))
        let result = try await run(load, limit: job.choice.timeout, onProgress: onProgress)
        try NativeReportWriter.write(result, plan: load, to: job.outputFolder)
        try JobSecrets(job).scrub(folder: job.outputFolder)
        try Task.checkCancellation()
        let seconds = result.ended - result.started
        return ToolExit(
            reason: result.interrupted ? .timedOut(seconds: job.choice.timeout / .seconds(1)) : .exited(code: 0),
            seconds: seconds,
            cpuSeconds: result.client.cpuSeconds
        )
    }

    /// What has finished by the limit is returned with `interrupted` set.
    private func run(
        _ load: LoadPlan,
        limit: Duration,
        onProgress: @escaping @Sendable (RunProgress) -> Void
    ) async throws -> LoadResult {
        try await withThrowingTaskGroup(of: LoadResult?.self) { tasks in
            tasks.addTask {
                try await LoadEngine.run(load) { progress in
                    onProgress(
                        RunProgress(phase: "sending", done: progress.completed, total: progress.total)
                    )
                }
            }
            tasks.addTask {
                try? await Task.sleep(for: limit)
                return nil
            }
            defer { tasks.cancelAll() }
            while let ended = try await tasks.next() {
                if let result = ended { return result }
                tasks.cancelAll()
            }
            throw CancellationError()
        }
    }
}
