import Foundation
import Subprocess

extension Configuration {
    /// How a command is started: in a process group of its own, within Concord's session.
    /// A session of its own would change what is measured: Linux shares the CPU among sessions first (sched_autogroup), so
    /// that a tool and a server on one machine would be scheduled otherwise than when a user starts the tool by hand.
    init(_ command: ChildCommand) throws(LaunchError) {
        guard let name = command.argv.first else { throw .notFound("") }
        let searchPath =
            command.environment["PATH"].flatMap(\.self) ?? ProcessInfo.processInfo.environment["PATH"]
            ?? "/usr/bin:/bin"
        let path = try ExecutablePath.find(name, searchPath: searchPath)
        var overrides: [Environment.Key: String?] = [:]
        for (name, value) in command.environment {
            guard let key = Environment.Key(rawValue: name) else { continue }
            overrides.updateValue(value, forKey: key)
        }
        self.init(
            executable: .path(Self.filePath(path)),
            arguments: Arguments(Array(command.argv.dropFirst())),
            environment: .inherit.updating(overrides),
            workingDirectory: command.workingDirectory.map(Self.filePath)
        )
        platformOptions.processGroupID = 0
        // The group is ended by whoever follows the process; signal 0 does nothing, and the long wait only leaves the
        // library's own KILL for the case that following it failed.
        platformOptions.teardownSequence = [
            .send(signal: Signal(rawValue: 0), toProcessGroup: true, allowedDurationToNextStep: .seconds(3600))
        ]
    }

    /// The file path type belongs to a module that differs by platform and that need not be depended on for this.
    private static func filePath<Path: ExpressibleByStringLiteral>(_ text: String) -> Path
    where Path.StringLiteralType == String {
        Path(stringLiteral: text)
    }
}

extension ToolExit.Reason {
    init(_ status: TerminationStatus) {
        switch status {
        case .exited(let code): self = .exited(code: Int(code))
        case .signaled(let signal): self = .signalled(signal: Int(signal))
        }
    }
}

extension LaunchError {
    /// From what starting or following the process threw.
    init(_ error: any Error, of command: ChildCommand) {
        switch error {
        case let error as LaunchError:
            self = error
        case let error as SubprocessError where error.code == .executableNotFound:
            // The file itself was found before.
            let reason = "the interpreter that its first line names is missing, or the system denies it"
            self = .notExecutable(command.argv.first ?? "", reason: reason)
        case is CancellationError:
            self = .cancelled
        default:
            self = .spawn("\(error)".trimmingCharacters(in: CharacterSet(charactersIn: ".")))
        }
    }
}
