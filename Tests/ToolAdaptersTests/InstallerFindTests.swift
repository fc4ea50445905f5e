import BenchModel
import Foundation
import TestSupport
import Testing

@testable import ToolAdapters

@Suite(.timeLimit(.minutes(1)))
struct InstallerFindTests {
    private let adapter = InstallerFakeAdapter()

    @Test func `an executable on PATH has the version that the files beside its interpreter say`() async throws {
        try await InstallerFakeMachine.with { machine in
            try environment(machine, "venv", version: "1.1.7+cpu")
            try machine.write("path/tiny", "#!\(machine.folder.path)/venv/bin/python\nexit 1\n")
            let path = machine.folder.path + "/path"
            let tool = try #require(
                try await machine.installer.find(adapter, choice: ToolChoice("tiny"), searchPath: path)
            )
            #expect(tool.version.description == "1.1.7+cpu")
            #expect(tool.command == [path + "/tiny", "run"])
            #expect(tool.origin == .path)
        }
    }

    @Test func `another version than the one asked for is passed over`() async throws {
        try await InstallerFakeMachine.with { machine in
            for (name, version) in [("one", "1.0.0"), ("two", "1.1.0")] {
                try environment(machine, name, version: version)
                try machine.write("\(name)/bin/tiny", "#!\(machine.folder.path)/\(name)/bin/python\n")
            }
            let path = ["one", "two"].map { machine.folder.path + "/\($0)/bin" }.joined(separator: ":")
            var choice = ToolChoice("tiny")
            choice.version = "1.1.0"
            let tool = try await machine.installer.find(adapter, choice: choice, searchPath: path)
            #expect(tool?.command.first == machine.folder.path + "/two/bin/tiny")
            choice.version = "1.2.0"
            #expect(try await machine.installer.find(adapter, choice: choice, searchPath: path) == nil)
        }
    }

    @Test func `the cache has the asked version, else the default one`() async throws {
        try await InstallerFakeMachine.with { machine in
            for version: ToolVersion in ["1.1.0", "1.2.0"] {
                _ = try await machine.installer.install(adapter, version: version) { _ in }
            }
            var choice = ToolChoice("tiny")
            #expect(try await machine.installer.find(adapter, choice: choice, searchPath: "")?.version == "1.2.0")
            choice.version = "1.1"
            let tool = try await machine.installer.find(adapter, choice: choice, searchPath: "")
            #expect(tool?.command.first == machine.folder.path + "/cache/tools/tiny/1.1.0/bin/tiny")
            choice.version = "1.3"
            #expect(try await machine.installer.find(adapter, choice: choice, searchPath: "") == nil)
        }
    }

    @Test func `the recipe's command comes first and must be there`() async throws {
        try await InstallerFakeMachine.with { machine in
            try environment(machine, "venv", version: "1.1.0")
            let python = machine.folder.path + "/venv/bin/python"
            var choice = ToolChoice("tiny")
            choice.command = [python, "-m", "tiny", "run"]
            let tool = try await machine.installer.find(adapter, choice: choice, searchPath: "")
            #expect(tool?.command == [python, "-m", "tiny", "run"])
            #expect(tool?.version == "1.1.0")
            #expect(tool?.origin == .recipe)
            choice.command = ["/nowhere/at/all/tiny"]
            do {
                _ = try await machine.installer.find(adapter, choice: choice, searchPath: "")
                Issue.record("it did not fail")
            } catch let error as InstallError {
                #expect(error == .command(ToolID("tiny"), .notFound("/nowhere/at/all/tiny")))
            }
        }
    }

    @Test func `a command without files is asked, and what does not answer needs a version in the recipe`() async throws
    {
        try await InstallerFakeMachine.with { machine in
            let answering = try machine.write("answering/tiny", "#!/bin/sh\necho 'warning 2.0.1'; echo 'tiny 1.0.9'\n")
            let silent = try machine.write("silent/wrapper", "#!/bin/sh\necho 'Python 3.12.1'\n")
            var choice = ToolChoice("tiny")
            choice.command = [answering]
            #expect(try await machine.installer.find(adapter, choice: choice, searchPath: "")?.version == "1.0.9")
            choice.command = [silent]
            do {
                _ = try await machine.installer.find(adapter, choice: choice, searchPath: "")
                Issue.record("it did not fail")
            } catch let error as InstallError {
                #expect(error == .versionUnknown(ToolID("tiny"), command: [silent]))
            }
            choice.version = "1.0.3"
            #expect(try await machine.installer.find(adapter, choice: choice, searchPath: "")?.version == "1.0.3")
        }
    }

    @Test func `the interpreter is read from a shell's second line too`() async throws {
        try await InstallerFakeMachine.with { machine in
            let script = try machine.write(
                "tiny",
                "#!/bin/sh\n'''exec' \"/a long/path/bin/python\" \"$0\" \"$@\"\n' '''\n"
            )
            #expect(PythonScript(path: script).interpreter == "/a long/path/bin/python")
            let plain = try machine.write("plain", "#!/opt/bin/python -E\n")
            #expect(PythonScript(path: plain).interpreter == "/opt/bin/python")
        }
    }

    @Test func `a link into an environment leads to its packages`() async throws {
        try await InstallerFakeMachine.with { machine in
            try environment(machine, "venv", version: "1.1.0")
            try machine.write("venv/bin/tiny", "#!/bin/sh\n")
            try FileManager.default.createSymbolicLink(
                atPath: machine.folder.path + "/bin/tiny",
                withDestinationPath: "../venv/bin/tiny"
            )
            let found = DistributionMetadata.find("tiny-tool", executable: machine.folder.path + "/bin/tiny")
            #expect(found?.version == "1.1.0")
        }
    }

    @Test func `the check tells what is missing and what to do`() async throws {
        try await InstallerFakeMachine.with { machine in
            try environment(machine, "venv", version: "1.1.0")
            let path = try machine.write(
                "venv/bin/tiny",
                "#!/bin/sh\n'''exec' \"\(machine.folder.path)/venv/bin/python\" \"$0\" \"$@\"\n"
            )
            let tool = InstalledTool(id: adapter.id, version: "1.2.0", command: [path, "run"], origin: .path)
            let check = try await machine.installer.check(tool, of: adapter)
            #expect(!check.starts)
            #expect(check.version == "1.1.0")
            #expect(check.problems.count == 3)
            #expect(check.problems.prefix(2) == [.otherVersion("1.1.0"), .packagesMissing(["data-sets"])])
            guard case .doesNotStart(let exit, ["boom"]) = check.problems.last else {
                Issue.record("\(check.problems)")
                return
            }
            #expect(exit.reason == .exited(code: 4))
            #expect(check.advice.allSatisfy { $0.contains("concord tools install tiny@1.2.0") })
        }
    }

    @Test func `a whole tool has no problems and one whose Python is gone says so`() async throws {
        try await InstallerFakeMachine.with { machine in
            let tool = try await machine.installer.install(adapter, version: "1.2.0") { _ in }
            let check = try await machine.installer.check(tool, of: adapter)
            #expect(check.starts)
            #expect(check.problems.isEmpty)
            let path = try machine.write("stale/tiny", "#!/nowhere/at/all/python\n")
            let stale = InstalledTool(id: adapter.id, version: "1.2.0", command: [path], origin: .path)
            let problems = try await machine.installer.check(stale, of: adapter).problems
            #expect(problems == [.interpreterMissing("/nowhere/at/all/python")])
        }
    }

    /// A virtual environment with the tool's files and one of the two packages that its extra asks for.
    private func environment(_ machine: InstallerFakeMachine, _ name: String, version: String) throws {
        let packages = "\(name)/lib/python3.12/site-packages"
        try machine.write("\(name)/pyvenv.cfg", "home = /usr/bin\n", mode: 0o644)
        try machine.write("\(name)/bin/python", "#!/bin/sh\necho boom >&2; exit 4\n")
        try machine.write("\(packages)/pandas-2.0.dist-info/METADATA", "Name: pandas\nVersion: 2.0\n", mode: 0o644)
        try machine.write("\(packages)/tiny_tool_extra-9.dist-info/METADATA", "Version: 9\n", mode: 0o644)
        try machine.write(
            "\(packages)/tiny_tool-\(version).dist-info/METADATA",
            """
            Metadata-Version: 2.4
            Name: tiny-tool
            Version: \(version)
            Requires-Dist: numpy>=2
            Requires-Dist: pandas<3,>=1; extra == "load"
            Requires-Dist: data_sets[fast]; extra == 'load'
            Requires-Dist: tiny-tool[other]; extra == "load"
            Requires-Dist: windows-only; (sys_platform == "win32") and extra == "load"

            Version: 0.0 in the description
            """,
            mode: 0o644
        )
    }
}
