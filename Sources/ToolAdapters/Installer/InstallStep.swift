import Foundation

/// One command of an installation; everything that it says goes to a log that stays.
struct InstallStep: Sendable {
    /// As the start of the sentence "… failed": `installing the packages`.
    let name: String
    let log: String
    let argv: [String]
    var environment: [String: String?] = [:]
    var secrets: [String] = []
    /// Where it runs, so that no project around the user's folder has a say in it.
    let folder: String

    /// - Throws: `.step` when it ends with anything but 0.
    func run(onLine: @escaping @Sendable (String) -> Void = { _ in }) async throws(InstallError) {
        var command = ChildCommand(argv: argv, stdoutPath: log, stderrPath: log)
        command.environment = environment
        command.secrets = secrets
        command.workingDirectory = folder
        let tail = LineTail()
        do {
            let exit = try await Launcher.run(command) { line in
                tail.append(line)
                onLine(line)
            }
            guard exit.reason != .exited(code: 0) else { return }
            throw InstallError.step(name, exit, lastLines: tail.lines, log: log)
        } catch let error as InstallError {
            throw error
        } catch LaunchError.cancelled {
            throw .cancelled
        } catch let error as LaunchError {
            throw .launch(name, error)
        } catch {
            throw .cache(path: log, reason: "\(error)")
        }
    }
}
