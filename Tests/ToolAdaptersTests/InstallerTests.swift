import BenchModel
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import ToolAdapters

@Suite(.timeLimit(.minutes(1)))
struct InstallerTests {
    private let adapter = InstallerFakeAdapter()

    @Test func `an installation asks uv for the version with the packages of its day and marks itself whole`()
        async throws
    {
        try await InstallerFakeMachine.with { machine in
            var machine = machine
            machine.environment["DAY"] = "2026-10-26"
            let folder = machine.folder.path + "/cache/tools/tiny/1.2.0"
            let progress = Mutex<[String]>([])
            let tool = try await machine.installer.install(adapter, version: "1.2.0") { line in
                progress.withLock { $0.append(line) }
            }
            #expect(tool.command == [folder + "/bin/tiny", "run"])
            #expect(tool.origin == .cache)
            #expect(tool.version == "1.2.0")
            let record = machine.record
            #expect(record.count == 4)
            #expect(record[1] == "venv --no-python-downloads --python \(machine.folder.path)/bin/python3.12 \(folder)")
            #expect(
                record[2]
                    == "pip install --python \(folder)/bin/python --exclude-newer 2026-10-27 tiny-tool[load]==1.2.0"
            )
            let marker = try #require(InstallMarker.read(in: folder))
            #expect(marker.packages == ["tiny-tool==1.2.0"])
            #expect(marker.uv == "9.9.9")
            #expect(progress.withLock { $0 }.contains("Resolved 3 packages in 1ms"))
            #expect(progress.withLock { $0 }.contains { $0.contains("(2 MB)") })
            #expect(machine.installer.installed() == [tool])
        }
    }

    @Test func `what is installed is not installed again`() async throws {
        try await InstallerFakeMachine.with { machine in
            let first = try await machine.installer.install(adapter, version: "1.2.0") { _ in }
            let count = machine.record.count
            let second = try await machine.installer.install(adapter, version: "1.2.0") { _ in }
            #expect(first == second)
            #expect(machine.record.count == count)
        }
    }

    @Test func `a known release day is not asked for and constraints are kept`() async throws {
        try await InstallerFakeMachine.with { machine in
            let adapter = InstallerFakeAdapter(distribution: .tiny(releaseDays: ["1.0.5": "2024-12-31"]))
            _ = try await machine.installer.install(adapter, version: "1.0.5") { _ in }
            #expect(machine.record.count == 3)
            #expect(machine.record[1].hasSuffix(" --exclude-newer 2025-01-01 tiny-tool[load]==1.0.5 numpy<2"))
        }
    }

    @Test func `an unknown release day sets no limit and is told`() async throws {
        try await InstallerFakeMachine.with { machine in
            let progress = Mutex<[String]>([])
            _ = try await machine.installer.install(adapter, version: "1.2.0") { line in
                progress.withLock { $0.append(line) }
            }
            #expect(!machine.record.joined().contains("--exclude-newer"))
            #expect(progress.withLock { $0 }.contains { $0.contains("release day") })
        }
    }

    @Test func `an index without dates sets no limit`() async throws {
        try await InstallerFakeMachine.with { machine in
            var machine = machine
            machine.environment["NO_DATES"] = "1"
            let adapter = InstallerFakeAdapter(distribution: .tiny(releaseDays: ["1.2.0": "2026-10-26"]))
            let tool = try await machine.installer.install(adapter, version: "1.2.0") { _ in }
            #expect(machine.record.count { $0.hasPrefix("pip install") } == 2)
            let folder = machine.installer.cache.folder(of: tool.id, tool.version)
            let marker = try #require(InstallMarker.read(in: folder))
            #expect(marker.excludeNewer == nil)
        }
    }

    @Test func `an installation reached through a link is whole and a moved one is not`() async throws {
        try await InstallerFakeMachine.with { machine in
            _ = try await machine.installer.install(adapter, version: "1.2.0") { _ in }
            let manager = FileManager.default
            let base = machine.folder.path
            try manager.createSymbolicLink(atPath: base + "/linked", withDestinationPath: base + "/cache")
            let linked = Installer(cache: ToolCache(folder: base + "/linked/"), environment: machine.environment)
            #expect(linked.installed().count == 1)
            try manager.copyItem(atPath: base + "/cache", toPath: base + "/copied")
            let copied = Installer(cache: ToolCache(folder: base + "/copied"), environment: machine.environment)
            #expect(copied.installed().isEmpty)
        }
    }

    @Test func `the Python that UV_PYTHON names comes first`() async throws {
        try await InstallerFakeMachine.with { machine in
            let own = try machine.write("own/python", "#!/bin/sh\necho \"3.11.2 $0\"\n")
            var environment = machine.environment
            environment["UV_PYTHON"] = own
            let named = try await PythonInterpreter.find(environment: environment)
            #expect(named == PythonInterpreter(path: own, version: "3.11.2"))
            environment["UV_PYTHON"] = "3.12"
            let numbered = try await PythonInterpreter.find(environment: environment)
            #expect(numbered.path == machine.folder.path + "/bin/python3.12")
        }
    }

    @Test func `a broken installation is removed and made anew`() async throws {
        try await InstallerFakeMachine.with { machine in
            try machine.write("cache/tools/tiny/1.2.0/lib/leftover", "half")
            #expect(machine.installer.installed().isEmpty)
            let progress = Mutex<[String]>([])
            _ = try await machine.installer.install(adapter, version: "1.2.0") { line in
                progress.withLock { $0.append(line) }
            }
            #expect(!machine.exists("cache/tools/tiny/1.2.0/lib/leftover"))
            #expect(progress.withLock { $0 }.contains { $0.contains("no whole installation") })
            // Its executable gone, a marked one is broken as well.
            try FileManager.default.removeItem(at: machine.folder.appending(path: "cache/tools/tiny/1.2.0/bin/tiny"))
            #expect(machine.installer.installed().isEmpty)
            _ = try await machine.installer.install(adapter, version: "1.2.0") { _ in }
            #expect(machine.installer.installed().count == 1)
        }
    }

    @Test func `a failure names the step, its last lines and the log, and leaves no marker`() async throws {
        try await InstallerFakeMachine.with { machine in
            var machine = machine
            machine.environment["FAIL"] = "1"
            do {
                _ = try await machine.installer.install(adapter, version: "1.2.0") { _ in }
                Issue.record("it did not fail")
            } catch InstallError.step(let name, let exit, let lines, let log) {
                #expect(name == "installing the packages")
                #expect(exit.reason == .exited(code: 1))
                #expect(lines == ["error: no solution"])
                #expect(try String(contentsOfFile: log, encoding: .utf8) == "error: no solution\n")
            }
            #expect(machine.installer.installed().isEmpty)
        }
    }

    @Test func `a tool that does not start is not whole`() async throws {
        try await InstallerFakeMachine.with { machine in
            var machine = machine
            machine.environment["BROKEN"] = "echo no such operator >&2; exit 1"
            await #expect {
                try await machine.installer.install(InstallerFakeAdapter(), version: "1.2.0") { _ in }
            } throws: { error in
                guard case InstallError.step(_, _, let lastLines, _)? = error as? InstallError else { return false }
                return lastLines.contains("no such operator")
            }
            #expect(machine.installer.installed().isEmpty)
        }
    }

    @Test func `what the first start compiles is kept`() async throws {
        try await InstallerFakeMachine.with { machine in
            var machine = machine
            machine.environment["PYTHONDONTWRITEBYTECODE"] = "1"
            machine.environment["BROKEN"] = "[ -z \"$PYTHONDONTWRITEBYTECODE\" ]"
            _ = try await machine.installer.install(InstallerFakeAdapter(), version: "1.2.0") { _ in }
            #expect(machine.installer.installed().count == 1)
        }
    }

    @Test func `an interrupted installation leaves nothing running and is made anew`() async throws {
        try await InstallerFakeMachine.with { machine in
            var slow = machine
            let hanging = machine.folder.path + "/hanging"
            slow.environment["HANG"] = hanging
            let installer = slow.installer
            let error = try await withThrowingTaskGroup(of: InstallError?.self) { tasks in
                tasks.addTask {
                    do throws(InstallError) {
                        _ = try await installer.install(adapter, version: "1.2.0") { _ in }
                        return nil
                    } catch {
                        return error
                    }
                }
                while ((try? String(contentsOfFile: hanging, encoding: .utf8)) ?? "").isEmpty {
                    try await Task.sleep(for: .milliseconds(20))
                }
                tasks.cancelAll()
                return try await tasks.next() ?? nil
            }
            #expect(error == .cancelled)
            let text = try String(contentsOfFile: hanging, encoding: .utf8)
            let process = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
            #expect(kill(process, 0) != 0)
            #expect(machine.installer.installed().isEmpty)
            _ = try await machine.installer.install(adapter, version: "1.2.0") { _ in }
            #expect(machine.installer.installed().count == 1)
        }
    }

    @Test func `two installations of the same version at once are one`() async throws {
        try await InstallerFakeMachine.with { machine in
            let installer = machine.installer
            async let first = installer.install(adapter, version: "1.2.0") { _ in }
            async let second = installer.install(adapter, version: "1.2.0") { _ in }
            let tools = try await [first, second]
            #expect(tools[0] == tools[1])
            #expect(machine.record.count { $0.hasPrefix("pip install") } == 1)
        }
    }

    @Test func `too little room is told before anything is done`() async throws {
        try await InstallerFakeMachine.with { machine in
            let adapter = InstallerFakeAdapter(distribution: .tiny(size: "1 GB to download, 900000 GB on disk"))
            do {
                _ = try await machine.installer.install(adapter, version: "1.2.0") { _ in }
                Issue.record("it did not fail")
            } catch InstallError.diskSpace(_, let needed, let free) {
                #expect(needed == 900_000_000_000_000)
                #expect(free < needed)
            }
            #expect(machine.record.isEmpty)
        }
    }

    @Test func `the size in words is read`() {
        #expect(DiskSpace.bytes(inWords: "336 MB download, 8.3 GB on disk") == 8_300_000_000)
        #expect(DiskSpace.bytes(inWords: "about 1 GiB") == 1_000_000_000)
        #expect(DiskSpace.bytes(inWords: "small") == nil)
    }

    @Test func `an old Python is refused with what was found`() async throws {
        let old = "#!/bin/sh\necho \"3.9.18 $0\"\n"
        try await InstallerFakeMachine.with(python: old) { machine in
            var machine = machine
            machine.environment["PATH"] = machine.folder.path + "/bin"
            do {
                _ = try await machine.installer.install(adapter, version: "1.2.0") { _ in }
                Issue.record("it did not fail")
            } catch let error as InstallError {
                #expect(error == .python(found: ["3.9.18 (\(machine.folder.path)/bin/python3.12)"]))
                #expect(error.description.contains("3.10"))
            }
        }
    }

    @Test func `a stand-in that does not answer is no Python`() async throws {
        try await InstallerFakeMachine.with(python: "#!/bin/sh\necho 'command not found' >&2; exit 127\n") { machine in
            var machine = machine
            machine.environment["PATH"] = machine.folder.path + "/bin"
            do {
                _ = try await machine.installer.install(adapter, version: "1.2.0") { _ in }
                Issue.record("it did not fail")
            } catch let error as InstallError {
                #expect(error == .python(found: []))
            }
        }
    }

    @Test func `a part of Concord cannot be installed`() async throws {
        try await InstallerFakeMachine.with { machine in
            do {
                let native = InstallerFakeAdapter(distribution: nil)
                _ = try await machine.installer.install(native, version: "1.2.0") { _ in }
                Issue.record("it did not fail")
            } catch let error as InstallError {
                #expect(error == .builtIn(ToolID("tiny")))
            }
        }
    }
}
