import Foundation
import TestSupport
import Testing

@testable import ToolAdapters

@Suite(.timeLimit(.minutes(1)))
struct LauncherServerTests {
    @Test func `a server runs as long as it is used`() async throws {
        try await LauncherShell.withShell("echo $$; exec sleep 300") { command in
            let answer = try await Launcher.withProcess(command) { process in
                try await LauncherShell.waitForLines(1, in: command.stdoutPath)
                #expect(kill(process, 0) == 0)
                return 42
            }
            #expect(answer == 42)
            try LauncherShell.expectGone(1, in: command.stdoutPath)
        }
    }

    @Test func `a server that dies early cancels its user and is reported with its last words`() async throws {
        try await LauncherShell.withShell("echo starting; echo no memory >&2; exit 3") { command in
            do {
                try await Launcher.withProcess(command) { _ in try await Task.sleep(for: .seconds(300)) }
                Issue.record("it did not fail")
            } catch LaunchError.endedEarly(let exit, let lines) {
                #expect(exit.reason == .exited(code: 3))
                #expect(Set(lines) == ["starting", "no memory"])
            }
        }
    }

    @Test func `an error of its user ends a server and is passed on`() async throws {
        struct Refusal: Error {}
        try await LauncherShell.withShell("echo $$; exec sleep 300") { command in
            do {
                try await Launcher.withProcess(command) { _ in
                    try await LauncherShell.waitForLines(1, in: command.stdoutPath)
                    throw Refusal()
                }
                Issue.record("it did not fail")
            } catch is Refusal {}
            try LauncherShell.expectGone(1, in: command.stdoutPath)
        }
    }
}
