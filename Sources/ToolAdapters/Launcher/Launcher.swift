import Synchronization

/// Starts external programs as scopes: when a call returns or throws, nothing that it started runs any more, children of
/// children included, unless one left its process group on purpose.
package enum Launcher {
    /// Runs a command to its end. Its output is in the two files while it runs.
    /// - Parameters:
    ///   - onLine: Gets every line of both streams, from two tasks at once; lines end at `\n` or `\r`.
    ///   - watch: Runs beside the process with its id, and is cancelled when it has ended but can still be asked about.
    /// - Throws: When it could not be started or followed, or when the task was cancelled; then the process was ended.
    ///   How it ended by itself is the result, a time-out included.
    package static func run(
        _ command: ChildCommand,
        onLine: @escaping @Sendable (String) -> Void = { _ in },
        watch: @escaping @Sendable (_ process: Int32) async -> Void = { _ in }
    ) async throws(LaunchError) -> ToolExit {
        let limit = command.timeout
        let samples = Mutex<[CPUSample]>([])
        let process = ChildProcess<Void>(command: command, onLine: onLine) { process in
            // Ends, cancelled, with this scope.
            async let _ = watch(process)
            let deadline = limit.map { ContinuousClock.now + $0 }
            while deadline.map({ ContinuousClock.now < $0 }) ?? true {
                try await Task.sleep(for: .milliseconds(250))
                if let sample = CPUSample(process: process) { samples.withLock { $0.append(sample) } }
            }
        }
        var outcome = try await process.run()
        outcome.exit.cpuSamples = samples.withLock(\.self)
        if let failure = outcome.failure { throw failure }
        guard outcome.outlivedCompanion else { return outcome.exit }
        guard let limit, case .success = outcome.companion else { throw .cancelled }
        return ToolExit(
            reason: .timedOut(seconds: limit / .seconds(1)),
            seconds: outcome.exit.seconds,
            cpuSeconds: outcome.exit.cpuSeconds,
            cpuSamples: outcome.exit.cpuSamples
        )
    }

    /// Keeps a process, such as a server, running while `body` does.
    /// - Parameter body: Gets the process id; cancelled when the process ends before it.
    /// - Throws: What `body` throws, or `LaunchError`, `endedEarly` among them.
    package static func withProcess<Value: Sendable>(
        _ command: ChildCommand,
        onLine: @escaping @Sendable (String) -> Void = { _ in },
        _ body: @escaping @Sendable (_ process: Int32) async throws -> Value
    ) async throws -> Value {
        let outcome = try await ChildProcess<Value>(command: command, onLine: onLine, companion: body).run()
        if let failure = outcome.failure { throw failure }
        guard outcome.outlivedCompanion else {
            throw LaunchError.endedEarly(outcome.exit, lastLines: outcome.lastLines)
        }
        return try outcome.companion.get()
    }
}
