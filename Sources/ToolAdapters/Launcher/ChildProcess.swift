import Foundation
import Subprocess

/// One child process in a group of its own, from its start until nothing of it runs any more, beside a companion: the
/// work that it is needed for, or the wait for its time limit. Whichever ends first ends the other.
struct ChildProcess<Value: Sendable>: Sendable {
    struct Outcome: Sendable {
        /// Without regard to a time limit.
        var exit: ToolExit
        /// A failure also when the companion was cancelled.
        let companion: Result<Value, any Error>
        /// Whether the process was still running when the companion ended.
        let outlivedCompanion: Bool
        /// Why its output could not be kept. Nil when it could.
        let failure: LaunchError?
        let lastLines: [String]
    }

    private enum Event: Sendable {
        case processEnded(LaunchError?)
        case companionEnded(Result<Value, any Error>)
    }

    private struct Course: Sendable {
        var companion: Result<Value, any Error> = .failure(CancellationError())
        var outlivedCompanion = false
        var failure: LaunchError?
        var cpuSeconds: Double?
    }

    let command: ChildCommand
    let onLine: @Sendable (String) -> Void
    let companion: @Sendable (Int32) async throws -> Value

    func run() async throws(LaunchError) -> Outcome {
        guard !Task.isCancelled else { throw .cancelled }
        let configuration = try Configuration(command)
        let tail = LineTail()
        let output = try pump(command.stdoutPath, isNew: true, tail: tail)
        let errors = try pump(command.stderrPath, isNew: command.stderrPath != command.stdoutPath, tail: tail)
        let start = ContinuousClock.now
        do {
            let result = try await Subprocess.run(configuration, input: .none, output: .sequence, error: .sequence) {
                execution in
                let process = execution.processIdentifier.value
                let (first, second) = (execution.standardOutput, execution.standardError)
                return await follow(process) {
                    async let failure = output.run(first, of: process, grace: command.grace)
                    async let other = errors.run(second, of: process, grace: command.grace)
                    return await [failure, other].compactMap(\.self).first
                }
            }
            let course = result.closureResult
            let exit = ToolExit(
                reason: ToolExit.Reason(result.terminationStatus),
                seconds: (ContinuousClock.now - start) / .seconds(1),
                cpuSeconds: course.cpuSeconds
            )
            return Outcome(
                exit: exit,
                companion: course.companion,
                outlivedCompanion: course.outlivedCompanion,
                failure: course.failure,
                lastLines: tail.lines
            )
        } catch {
            throw LaunchError(error, of: command)
        }
    }

    private func pump(_ path: String, isNew: Bool, tail: LineTail) throws(LaunchError) -> OutputPump {
        OutputPump(file: try OutputFile(path: path, isNew: isNew), secrets: command.secrets) { line in
            tail.append(line)
            onLine(line)
        }
    }

    private func follow(_ process: Int32, pumps: @escaping @Sendable () async -> LaunchError?) async -> Course {
        let group = ProcessGroup(leader: process)
        // Not reaped before this function is left, so that the number is nobody else's.
        Orphanage.watch(process)
        defer { Orphanage.forget(process) }
        var course = Course()
        await withTaskGroup(of: Event.self) { tasks in
            tasks.addTask {
                let failure = await pumps()
                // A process may close its output long before it ends.
                var pause = 1
                while !ProcessTable.hasEnded(child: process) {
                    await Pause.pause(pause)
                    pause = min(pause * 2, 50)
                }
                return .processEnded(failure)
            }
            tasks.addTask {
                do {
                    return .companionEnded(.success(try await companion(process)))
                } catch {
                    return .companionEnded(.failure(error))
                }
            }
            var isRunning = true
            for await event in tasks {
                switch event {
                case .processEnded(let failure):
                    isRunning = false
                    course.failure = failure
                    tasks.cancelAll()
                case .companionEnded(let result):
                    course.companion = result
                    guard isRunning else { continue }
                    course.outlivedCompanion = true
                    await group.end(grace: command.grace)
                }
            }
        }
        await group.sweep(grace: command.grace)
        course.cpuSeconds = ProcessTable.cpuSeconds(of: process)
        return course
    }
}
