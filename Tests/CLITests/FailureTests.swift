import Foundation
import TestSupport
import Testing
import Traffic

/// Every way in which a run can fail to start or to end: exit status, a message that says what to do, nothing left over.
struct FailureTests {
    @Test func `a wrong recipe ends with 64 and says where and what is right`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let path = folder.appending(path: "bad.yaml")
            try "name: bad\nserver: {url: http://127.0.0.1:1}\nmodel: {name: m}\nworkload: {concurency: 4}\n"
                .write(to: path, atomically: true, encoding: .utf8)
            let result = try await ConcordProcess.run(["run", path.path], in: folder)
            #expect(result.status == 64)
            #expect(result.stderr.contains("bad.yaml:4:12"))
            #expect(result.stderr.contains("concurrency"))
            #expect(result.stdout.isEmpty)
        }
    }

    @Test func `a recipe that is not there ends with 64`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let result = try await ConcordProcess.run(["run", "nowhere.yaml"], in: folder)
            #expect(result.status == 64)
            #expect(result.stderr.contains("nowhere.yaml"))
        }
    }

    @Test func `an unreachable server ends with 69 and names it`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try SmallRecipe.write(to: folder, tools: "native: {}", server: "url: http://127.0.0.1:9")
            let result = try await ConcordProcess.run(["run", recipe], in: folder)
            #expect(result.status == 69)
            #expect(result.stderr.contains("http://127.0.0.1:9"))
            #expect(result.stderr.contains("--set server.url="))
        }
    }

    @Test func `an https address where nothing listens ends with 69`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try SmallRecipe.write(to: folder, tools: "native: {}", server: "url: https://127.0.0.1:9")
            let result = try await ConcordProcess.run(["run", recipe], in: folder)
            #expect(result.status == 69)
            #expect(result.stderr.contains("https://127.0.0.1:9"))
        }
    }

    @Test func `an unknown model ends with 69 and lists what is served`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let port = 20000 + Int.random(in: 0..<10000)
            let recipe = try SmallRecipe.write(to: folder, tools: "native: {}", server: "url: http://127.0.0.1:\(port)")
            let server = ["simulate", "--port", "\(port)", "--model", "other"]
            let simulator = try await ConcordProcess.run(server, in: folder) {
                try await Self.wait {
                    (try? await HTTPClient.request("GET", url: "http://127.0.0.1:\(port)/health"))?.status == 200
                }
                let result = try await ConcordProcess.run(["run", recipe], in: folder)
                #expect(result.status == 69)
                #expect(result.stderr.contains("'simulator'"))
                #expect(result.stderr.contains("it serves: other"))
            }
            #expect(simulator.status == 0)
        }
    }

    @Test func `a missing tool ends with 69 and says how to get it`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let tools = "vllm: {version: 0.32.0, command: [/nowhere/vllm, bench, serve]}\nnative: {}"
            let recipe = try SmallRecipe.write(to: folder, tools: tools)
            let result = try await ConcordProcess.run(["run", recipe], in: folder)
            #expect(result.status == 69)
            #expect(result.stderr.contains("/nowhere/vllm"))
        }
    }

    @Test func `a tool that hangs is ended with its children and the run is invalid`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try SmallRecipe.write(to: folder, tools: SmallRecipe.fakeTool(mode: "hang", timeout: "2s"))
            let result = try await ConcordProcess.run(["run", recipe], in: folder)
            #expect(result.status == 3)
            #expect(result.sentences.contains("tool-failed"))
            #expect(result.sentences.contains("tools.vllm.timeout"))
            #expect(try Self.processes(in: folder).isEmpty)
        }
    }

    @Test func `a tool that crashes makes the run invalid and its output is kept`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try SmallRecipe.write(to: folder, tools: SmallRecipe.fakeTool(mode: "crash"))
            let result = try await ConcordProcess.run(["run", recipe, "--out", "kept"], in: folder)
            #expect(result.status == 3)
            #expect(result.sentences.contains("status 1"))
            let kept = try FileManager.default.subpathsOfDirectory(atPath: folder.appending(path: "kept").path)
            let log = try #require(kept.first { $0.hasSuffix("probe/vllm/stderr.log") })
            let text = try String(contentsOf: folder.appending(path: "kept/\(log)"), encoding: .utf8)
            #expect(text.contains("something the tool depends on is missing"))
        }
    }

    @Test func `half a report makes the run invalid and says what is cut off`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try SmallRecipe.write(to: folder, tools: SmallRecipe.fakeTool(mode: "half"))
            let result = try await ConcordProcess.run(["run", recipe], in: folder)
            #expect(result.status == 3)
            #expect(result.sentences.contains("cut off"))
        }
    }

    @Test func `a tool that exits 0 although every request failed is not believed`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try SmallRecipe.write(to: folder, tools: SmallRecipe.fakeTool(mode: "all-failed"))
            let result = try await ConcordProcess.run(["run", recipe], in: folder)
            #expect(result.status == 3)
            #expect(result.sentences.contains("requests-failed"))
        }
    }

    @Test func `a result folder that cannot grow ends with 70 and names it`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try SmallRecipe.write(to: folder, tools: "native: {}")
            let result = try await ConcordProcess.run(
                ["run", recipe, "--out", "/proc/nowhere"],
                in: folder
            )
            #expect(result.status == 70)
            #expect(result.stderr.contains("/proc/nowhere"))
            #expect(result.stderr.contains("--out"))
        }
    }

    /// A limit on the size of files stands for a full disk: the system refuses the same writes.
    @Test(arguments: [16, 256]) func `a disk that takes no more ends with 70 and names the file`(kilobytes: Int)
        async throws
    {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try SmallRecipe.write(to: folder, tools: "native: {}")
            let script =
                "trap '' XFSZ; ulimit -f \(kilobytes); exec '\(ConcordProcess.executable.path)' run '\(recipe)'"
            let shell = Process()
            shell.executableURL = URL(filePath: "/bin/bash")
            shell.arguments = [
                "-c", script + " --set workload.requests=400 --set workload.concurrency=50 2> err > out",
            ]
            shell.currentDirectoryURL = folder
            shell.environment = ["XDG_DATA_HOME": folder.path, "PATH": "/usr/bin:/bin", "HOME": folder.path]
            try shell.run()
            shell.waitUntilExit()
            #expect(shell.terminationStatus == 70)
            let errors = try String(contentsOf: folder.appending(path: "err"), encoding: .utf8)
            #expect(errors.contains("cannot write"), "\(errors)")
        }
    }

    @Test func `an interrupted run ends with 130 and leaves nothing running`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try SmallRecipe.write(to: folder, tools: SmallRecipe.fakeTool(mode: "hang"))
            let result = try await ConcordProcess.run(["run", recipe, "--out", "kept"], in: folder) {
                try await Self.wait {
                    let kept = folder.appending(path: "kept").path
                    let files = try? FileManager.default.subpathsOfDirectory(atPath: kept)
                    return files?.contains { $0.hasSuffix("/vllm/stdout.log") } == true
                }
            }
            #expect(result.status == 130)
            #expect(try Self.processes(in: folder).isEmpty)
        }
    }

    @Test(arguments: [["--tools", ""], ["--tools", "native,native"], ["--tools", "nativ"], ["--rounds", "0"]])
    func `a choice of tools or rounds that compares nothing ends with 64`(arguments: [String]) async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try SmallRecipe.write(to: folder, tools: SmallRecipe.fakeTool(mode: "crash"))
            let result = try await ConcordProcess.run(["run", recipe] + arguments, in: folder)
            #expect(result.status == 64)
            #expect(result.stderr.contains(arguments[0]) || result.stderr.contains(arguments[1]))
        }
    }

    @Test func `a server that hangs in the middle of a native run is not waited for longer than the time-out`()
        async throws
    {
        try await Fixtures.withTemporaryFolder { folder in
            let server = "simulate: {ttft: 300s, itl: 1ms}"
            let tools = "native: {timeout: 1s}"
            let path = try SmallRecipe.write(to: folder, tools: tools, server: server)
            let result = try await ConcordProcess.run(["run", path, "--set", "warmup.requests=0"], in: folder)
            #expect(result.status == 3)
            #expect(result.sentences.contains("tools.native.timeout"))
        }
    }

    @Test func `a server that goes away between rounds makes the run invalid and keeps what was measured`()
        async throws
    {
        try await Fixtures.withTemporaryFolder { folder in
            let port = 20000 + Int.random(in: 0..<10000)
            let recipe = try SmallRecipe.write(
                to: folder,
                tools: SmallRecipe.fakeTool(mode: "crash"),
                server: "url: http://127.0.0.1:\(port)"
            )
            let rounds = folder.appending(path: "kept")
            let server = ["simulate", "--port", "\(port)", "--ttft", "300ms"]
            let running = Task {
                try await Self.wait {
                    (try? await HTTPClient.request("GET", url: "http://127.0.0.1:\(port)/health"))?.status == 200
                }
                let arguments = ["run", recipe, "--out", "kept", "--tools", "native", "--rounds", "9"]
                return try await ConcordProcess.run(arguments, in: folder)
            }
            _ = try await ConcordProcess.run(server, in: folder) {
                try await Self.wait {
                    let files = try? FileManager.default.subpathsOfDirectory(atPath: rounds.path)
                    return files?.contains { $0.hasSuffix("round-2") } == true
                }
            }
            let result = try await running.value
            #expect(result.status == 3)
            #expect(result.sentences.contains("server-lost") || result.sentences.contains("requests-failed"))
            let files = try FileManager.default.subpathsOfDirectory(atPath: rounds.path)
            #expect(files.contains { $0.hasSuffix("verdict.json") })
        }
    }

    @Test(arguments: [
        (["--fault", "cut,after=x"], "'after' expects a whole number from 0"),
        (["--fault", "close", "--fault", "cot"], "'cot' is not known here; expected status="),
        (["--layout", "usage-late=5"], "'usage-late' expects a duration with its unit"),
        (["--jitter", "seed=7"], "expected at least one of ttft, itl"),
        (["--engine", "slots=0"], "'slots' expects a whole number from 1"),
        (["--engine", "slots=8", "--ttft", "20ms"], "leave out --ttft, --itl and --jitter"),
    ])
    func `a wrong setting of the simulator ends with 64 and says what is right`(
        arguments: [String],
        words: String
    ) async throws {
        let result = try await ConcordProcess.run(["simulate", "--port", "0"] + arguments, from: Fixtures.root)
        #expect(result.status == 64)
        #expect(
            result.stderr.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(words),
            "\(result.stderr)"
        )
    }

    @Test func `a simulator that cannot listen ends with 69 and says where`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let port = 20000 + Int.random(in: 0..<10000)
            _ = try await ConcordProcess.run(["simulate", "--port", "\(port)"], in: folder) {
                try await Self.wait {
                    (try? await HTTPClient.request("GET", url: "http://127.0.0.1:\(port)/health"))?.status == 200
                }
                let server = "simulate: {port: \(port)}"
                let recipe = try SmallRecipe.write(to: folder, tools: "native: {}", server: server)
                for arguments in [["run", recipe], ["simulate", "--port", "\(port)"]] {
                    let result = try await ConcordProcess.run(arguments, in: folder)
                    #expect(result.status == 69)
                    #expect(result.stderr.contains("port \(port): Address already in use."), "\(result.stderr)")
                }
            }
            #expect(try await ConcordProcess.run(["simulate", "--port", "99999"], in: folder).status == 64)
        }
    }

    @Test func `a server that cannot be launched ends with 69 and says why`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let server = "launch: {argv: [/nowhere/server], url: \"http://127.0.0.1:9\"}"
            let recipe = try SmallRecipe.write(to: folder, tools: "native: {}", server: server)
            let result = try await ConcordProcess.run(["run", recipe], in: folder)
            #expect(result.status == 69)
            #expect(result.stderr.contains("'/nowhere/server' was not found"))
            #expect(result.stderr.contains("server.launch.argv"))
        }
    }

    @Test func `a tool that is silent is said to be alive`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try SmallRecipe.write(to: folder, tools: SmallRecipe.fakeTool(mode: "hang", timeout: "11s"))
            let result = try await ConcordProcess.run(["run", recipe, "--no-probe"], in: folder)
            #expect(result.stderr.matches(of: /round 1 vllm: .*, \d+ s\n/).count >= 1, "\(result.stderr)")
        }
    }

    /// A result that cannot be shown is no agreement; a reader that has seen enough is no error.
    @Test(arguments: [("> /dev/full", 70), (">&-", 70), ("| true", 0)])
    func `a command ends in order when stdout takes nothing`(redirection: String, status: Int32) async throws {
        try await Fixtures.withTemporaryFolder { folder in
            for command in ["metrics", "history", "schema verdict"] {
                let shell = Process()
                shell.executableURL = URL(filePath: "/bin/bash")
                let program = ConcordProcess.executable.path
                shell.arguments = ["-c", "'\(program)' \(command) 2> err \(redirection); exit ${PIPESTATUS[0]}"]
                shell.currentDirectoryURL = folder
                shell.environment = ["XDG_DATA_HOME": folder.path, "PATH": "/usr/bin:/bin"]
                try shell.run()
                shell.waitUntilExit()
                #expect(shell.terminationStatus == status, "\(command) \(redirection)")
                let errors = try String(contentsOf: folder.appending(path: "err"), encoding: .utf8)
                #expect(errors.contains("stdout") == (status == 70), "\(errors)")
            }
        }
    }

    /// Waits until something holds, a minute at most.
    static func wait(until condition: @Sendable () async -> Bool) async throws {
        for _ in 0..<600 {
            if await condition() { return }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Command lines of running processes that were started in the test's folder.
    private static func processes(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { entry in
            guard Int(entry) != nil,
                let place = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(entry)/cwd"),
                place.hasSuffix(folder.lastPathComponent)
            else { return nil }
            let line = FileManager.default.contents(atPath: "/proc/\(entry)/cmdline") ?? Data()
            return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
        }
    }
}
