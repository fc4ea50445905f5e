import Foundation
import Synchronization
import TestSupport
import Testing

@testable import ToolAdapters

@Suite(.timeLimit(.minutes(1)))
struct LauncherTests {
    @Test func `an exit code is a result`() async throws {
        try await LauncherShell.withShell("exit 7") { command in
            let exit = try await Launcher.run(command)
            #expect(exit.reason == .exited(code: 7))
            #expect(exit.seconds > 0)
        }
    }

    @Test func `a signal is a result`() async throws {
        try await LauncherShell.withShell("kill -9 $$") { command in
            let exit = try await Launcher.run(command)
            #expect(exit.reason == .signalled(signal: 9))
        }
    }

    @Test func `CPU time of the process and of its children is counted`() async throws {
        let work = "i=0; while [ $i -lt 150000 ]; do i=$((i+1)); done"
        try await LauncherShell.withShell("\(work); sh -c '\(work)'") { command in
            let exit = try await Launcher.run(command)
            #if os(Linux)
                let cpu = try #require(exit.cpuSeconds)
                #expect(cpu > 0.02)
                #expect(cpu <= exit.seconds + 0.05)
            #endif
        }
    }

    @Test func `both streams go to their files and line by line to the follower`() async throws {
        try await LauncherShell.withShell(#"printf 'a\r\nb\rc'; printf 'oops \377\n' >&2"#) { command in
            let lines = Mutex<[String]>([])
            _ = try await Launcher.run(command) { line in lines.withLock { $0.append(line) } }
            #expect(Set(lines.withLock { $0 }) == ["a", "b", "c", "oops \u{FFFD}"])
            #expect(try LauncherShell.content(command.stdoutPath) == Data("a\r\nb\rc".utf8))
            #expect(try LauncherShell.content(command.stderrPath) == Data("oops ".utf8) + [0xFF, 0x0A])
        }
    }

    @Test func `output is in its file while the process runs`() async throws {
        try await LauncherShell.withShell("echo early; while [ ! -e \"$GATE\" ]; do sleep 0.05; done; echo late") {
            command in
            var command = command
            let gate = command.stdoutPath + ".gate"
            command.environment["GATE"] = gate
            async let exit = Launcher.run(command)
            while (try? LauncherShell.content(command.stdoutPath)) != Data("early\n".utf8) {
                try await Task.sleep(for: .milliseconds(20))
            }
            try Data().write(to: URL(filePath: gate))
            #expect(try await exit.reason == .exited(code: 0))
            #expect(try LauncherShell.content(command.stdoutPath) == Data("early\nlate\n".utf8))
        }
    }

    @Test func `much output arrives whole`() async throws {
        try await LauncherShell.withShell("i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done") { command in
            let count = Mutex(0)
            _ = try await Launcher.run(command) { _ in count.withLock { $0 += 1 } }
            #expect(count.withLock { $0 } == 20000)
            #expect(try LauncherShell.content(command.stdoutPath).split(separator: 10).count == 20000)
        }
    }

    @Test func `a secret does not reach file or follower even in two pieces`() async throws {
        try await LauncherShell.withShell("printf 'key=sk-12'; sleep 0.3; printf '3456789;\\n'") { command in
            var command = command
            command.secrets = ["sk-123456789"]
            let lines = Mutex<[String]>([])
            _ = try await Launcher.run(command) { line in lines.withLock { $0.append(line) } }
            #expect(lines.withLock { $0 } == ["key=***;"])
            #expect(try LauncherShell.content(command.stdoutPath) == Data("key=***;\n".utf8))
        }
    }

    @Test func `a time-out ends the whole group, also a grandchild that ignores TERM`() async throws {
        try await LauncherShell.withShell(
            "sh -c 'trap \"\" TERM; echo $$; while :; do sleep 0.1; done' & echo $$; wait"
        ) { command in
            var command = command
            command.timeout = .seconds(1)
            command.grace = .milliseconds(300)
            let exit = try await Launcher.run(command)
            #expect(exit.reason == .timedOut(seconds: 1))
            try LauncherShell.expectGone(2, in: command.stdoutPath)
        }
    }

    @Test func `cancelling ends the whole group before the call returns`() async throws {
        try await LauncherShell.withShell(
            "sh -c 'trap \"\" TERM; echo $$; while :; do sleep 0.1; done' & echo $$; wait"
        ) { command in
            var command = command
            command.grace = .milliseconds(300)
            #expect(try await LauncherShell.failure(of: command, cancelledAfter: 2) == .cancelled)
            try LauncherShell.expectGone(2, in: command.stdoutPath)
        }
    }

    @Test func `what a cancelled process says while it winds down is kept`() async throws {
        let script = "trap 'sleep 0.3; echo summary; exit 0' TERM; echo ready; while :; do sleep 0.05; done"
        try await LauncherShell.withShell(script) { command in
            let error = try await LauncherShell.failure(of: command, cancelledAfter: 1)
            #expect(error == .cancelled)
            #expect(try LauncherShell.content(command.stdoutPath) == Data("ready\nsummary\n".utf8))
        }
    }

    @Test func `children that outlive their parent are ended`() async throws {
        try await LauncherShell.withShell("sleep 300 & echo $!; exit 0") { command in
            #expect(try await Launcher.run(command).reason == .exited(code: 0))
            try LauncherShell.expectGone(1, in: command.stdoutPath)
        }
    }

    @Test func `a full disk ends the process and is told`() async throws {
        try await LauncherShell.withShell("echo $$ >&2; while :; do echo filling; sleep 0.01; done") { command in
            var command = command
            command.stdoutPath = "/dev/full"
            let error = await LauncherShell.failure(of: command)
            guard case .output("/dev/full", let reason) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reason == String(cString: strerror(ENOSPC)))
            try LauncherShell.expectGone(1, in: command.stderrPath)
        }
    }

    @Test func `a file that cannot be made keeps the process from starting`() async throws {
        try await LauncherShell.withShell("touch \"$0.started\"") { command in
            var command = command
            command.stdoutPath = "/nowhere/at/all/out"
            let reason = "No such file or directory"
            #expect(await LauncherShell.failure(of: command) == .output(path: "/nowhere/at/all/out", reason: reason))
        }
    }

    @Test func `the environment is inherited, changed and removed from`() async throws {
        try await LauncherShell.withShell("echo \"$ADDED/${HOME-none}/${PATH:+path}\"") { command in
            var command = command
            command.environment = ["ADDED": "yes", "HOME": nil]
            _ = try await Launcher.run(command)
            #expect(try LauncherShell.content(command.stdoutPath) == Data("yes/none/path\n".utf8))
        }
    }

    @Test func `nothing can be read from stdin`() async throws {
        try await LauncherShell.withShell("read line; echo $?") { command in
            _ = try await Launcher.run(command)
            #expect(try LauncherShell.content(command.stdoutPath) == Data("1\n".utf8))
        }
    }

    @Test func `the process runs in the folder that is asked for`() async throws {
        try await LauncherShell.withShell("pwd -P") { command in
            var command = command
            command.workingDirectory = "/usr"
            _ = try await Launcher.run(command)
            #expect(try LauncherShell.content(command.stdoutPath) == Data("/usr\n".utf8))
            command.workingDirectory = "/nowhere/at/all"
            let error = await LauncherShell.failure(of: command)
            guard case .spawn(let reason) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reason.contains("/nowhere/at/all"))
        }
    }

    @Test func `both streams can go to one file`() async throws {
        try await LauncherShell.withShell("echo one; echo two >&2") { command in
            var command = command
            command.stderrPath = command.stdoutPath
            _ = try await Launcher.run(command)
            let lines = String(decoding: try LauncherShell.content(command.stdoutPath), as: UTF8.self).split(
                separator: "\n"
            )
            #expect(Set(lines) == ["one", "two"])
        }
    }

    @Test func `a missing executable is not found`() async throws {
        for name in ["/nowhere/at/all/tool", "no-such-tool-anywhere"] {
            try await LauncherShell.withShell("") { command in
                var command = command
                command.argv = [name]
                #expect(await LauncherShell.failure(of: command) == .notFound(name))
            }
        }
    }

    @Test func `a file without permission, a folder and a script without its interpreter are not executable`()
        async throws
    {
        try await LauncherShell.withShell("") { command in
            let folder = URL(filePath: command.stdoutPath).deletingLastPathComponent()
            let plain = folder.appending(path: "plain").path
            try Data("text".utf8).write(to: URL(filePath: plain))
            let script = folder.appending(path: "script").path
            try Data("#!/nowhere/at/all/python\n".utf8).write(to: URL(filePath: script))
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
            for path in [plain, folder.path, script] {
                var command = command
                command.argv = [path]
                let error = await LauncherShell.failure(of: command)
                guard case .notExecutable(path, _) = error else {
                    Issue.record("\(path): \(String(describing: error))")
                    continue
                }
            }
        }
    }
}
