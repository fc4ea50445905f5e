import BenchModel

extension ToolAdapter {
    /// Runs an external tool: streams its output to `stdout.log` and `stderr.log` in the job's output folder, and leaves
    /// no secret in any text file there. A `***` in the plan's environment is replaced by what it stands for.
    /// - Throws: `LaunchError`; `CancellationError` when the task was cancelled.
    package func execute(
        _ plan: ToolPlan,
        of job: ToolJob,
        onProgress: @escaping @Sendable (RunProgress) -> Void
    ) async throws -> ToolExit {
        let secrets = JobSecrets(job)
        var command = ChildCommand(
            argv: plan.argv,
            stdoutPath: job.outputFolder + "/stdout.log",
            stderrPath: job.outputFolder + "/stderr.log"
        )
        // Without it Python tells of its progress, and of its end when it is killed, too late or never.
        command.environment["PYTHONUNBUFFERED"] = "1"
        for (name, planned) in plan.env {
            guard let value = secrets.value(ofVariable: name, planned: planned) else { continue }
            command.environment[name] = value
        }
        command.secrets = secrets.values
        command.timeout = job.choice.timeout
        do {
            let exit = try await Launcher.run(command) { line in
                if let progress = progress(in: line) { onProgress(progress) }
            }
            try secrets.scrub(folder: job.outputFolder)
            return exit
        } catch {
            try secrets.scrub(folder: job.outputFolder)
            if error == .cancelled { throw CancellationError() }
            throw error
        }
    }
}
