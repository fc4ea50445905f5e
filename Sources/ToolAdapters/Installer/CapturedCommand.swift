import Foundation

/// A short command that is run for what it says.
struct CapturedCommand: Sendable {
    let exit: ToolExit
    let output: String
    let errors: String

    var hasSucceeded: Bool { exit.reason == .exited(code: 0) }

    static func run(
        _ argv: [String],
        environment: [String: String?] = [:],
        timeout: Duration
    ) async throws(LaunchError) -> CapturedCommand {
        let folder = FileManager.default.temporaryDirectory.appending(path: "concord-\(UUID().uuidString)").path
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .output(path: folder, reason: error.localizedDescription)
        }
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var command = ChildCommand(argv: argv, stdoutPath: folder + "/out", stderrPath: folder + "/err")
        command.environment = environment
        command.timeout = timeout
        let exit = try await Launcher.run(command)
        return CapturedCommand(exit: exit, output: text(command.stdoutPath), errors: text(command.stderrPath))
    }

    private static func text(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
}
