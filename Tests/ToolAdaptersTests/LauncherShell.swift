import Foundation
import TestSupport
import Testing

@testable import ToolAdapters

/// What the tests of the launcher do with shell scripts.
enum LauncherShell {
    static func withShell(_ script: String, _ body: (ChildCommand) async throws -> Void) async throws {
        try await Fixtures.withTemporaryFolder { folder in
            try await body(
                ChildCommand(
                    argv: ["/bin/sh", "-c", script],
                    stdoutPath: folder.appending(path: "out").path,
                    stderrPath: folder.appending(path: "err").path
                )
            )
        }
    }

    static func failure(of command: ChildCommand) async -> LaunchError? {
        do {
            _ = try await Launcher.run(command)
            return nil
        } catch {
            return error
        }
    }

    /// Cancels the call as soon as the process has written some lines.
    static func failure(of command: ChildCommand, cancelledAfter lines: Int) async throws -> LaunchError? {
        try await withThrowingTaskGroup(of: LaunchError?.self) { tasks in
            tasks.addTask { await failure(of: command) }
            try await waitForLines(lines, in: command.stdoutPath)
            tasks.cancelAll()
            return try await tasks.next() ?? nil
        }
    }

    static func content(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: path)) }

    static func waitForLines(_ count: Int, in path: String) async throws {
        while ((try? content(path)) ?? Data()).count(where: { $0 == 10 }) < count {
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// The file holds process ids, one a line; none of them runs any more.
    static func expectGone(_ count: Int, in path: String) throws {
        let processes = String(decoding: try content(path), as: UTF8.self).split(separator: "\n").compactMap {
            Int32($0)
        }
        #expect(processes.count == count)
        for process in processes {
            let state = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
            #expect(kill(process, 0) != 0 || state?.contains(") Z ") == true, "\(process) still runs")
        }
    }
}
