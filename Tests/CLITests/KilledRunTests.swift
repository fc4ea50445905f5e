import Foundation
import TestSupport
import Testing

/// What a run leaves when it is ended from outside while its launched server and a tool are at work.
struct KilledRunTests {
    /// A server that is the simulator behind a shell, and a tool that hangs and starts a child.
    private func recipe(in folder: URL, port: Int) throws -> String {
        let server = """
            launch:
                argv: [sh, -c, "\(ConcordProcess.executable.path) simulate --port \(port) --ttft 5ms --itl 1ms & wait"]
                url: "http://127.0.0.1:\(port)"
            """
        return try SmallRecipe.write(to: folder, tools: SmallRecipe.fakeTool(mode: "hang"), server: server)
    }

    /// Command lines of the processes whose current folder it is.
    private static func processes(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { entry in
            guard Int(entry) != nil,
                let place = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(entry)/cwd"),
                place.contains(folder.lastPathComponent)
            else { return nil }
            let line = FileManager.default.contents(atPath: "/proc/\(entry)/cmdline") ?? Data()
            return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
        }
    }

    #if os(Linux)
        @Test(arguments: [SIGKILL, SIGHUP, SIGTERM])
        func `nothing that a run started outlives it`(signal: Int32) async throws {
            try await Fixtures.withTemporaryFolder { folder in
                let recipe = try recipe(in: folder, port: 22000 + Int.random(in: 0..<1000))
                let result = try await ConcordProcess.run(
                    ["run", recipe, "--out", "kept", "--no-probe"],
                    in: folder,
                    meanwhile: {
                        for _ in 0..<600 {
                            if try Self.processes(in: folder).contains(where: { $0.contains("vllm.py") }) { return }
                            try await Task.sleep(for: .milliseconds(20))
                        }
                        Issue.record("the tool never began")
                    },
                    signal: signal
                )
                #expect(result.status == (signal == SIGKILL ? SIGKILL : 130))
                var left = try Self.processes(in: folder)
                for _ in 0..<400 where !left.isEmpty {
                    try await Task.sleep(for: .milliseconds(20))
                    left = try Self.processes(in: folder)
                }
                #expect(left == [])
            }
        }
    #endif

    @Test func `under nohup a run goes on when its terminal closes`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try SmallRecipe.write(
                to: folder,
                tools: "native: {}",
                server: "simulate: {ttft: 300ms, itl: 1ms}"
            )
            let script = "trap '' HUP; \(ConcordProcess.executable.path) run \(recipe) & sleep 1; kill -HUP $!; wait $!"
            try script.write(to: folder.appending(path: "s.sh"), atomically: true, encoding: .utf8)
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["s.sh"]
            process.currentDirectoryURL = folder
            process.environment = ProcessInfo.processInfo.environment.merging([
                "XDG_DATA_HOME": folder.path, "CONCORD_CACHE": folder.path,
            ]) { $1 }
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            while process.isRunning { try await Task.sleep(for: .milliseconds(50)) }
            // One tool alone is no comparison: what counts is that it was not stopped.
            #expect(process.terminationStatus == 2)
        }
    }
}
