import Foundation
import TestSupport
import Testing
import Traffic

/// What the program does with fewer open files or less memory than it needs, in real processes under `ulimit`.
struct SystemLimitTests {
    /// Runs the program under a limit of the shell's.
    private func run(
        _ limit: String,
        _ arguments: [String],
        in folder: URL,
        meanwhile: (@Sendable () async throws -> Void)? = nil
    ) async throws -> ConcordProcess {
        let words = ([ConcordProcess.executable.path] + arguments).map { "'\($0)'" }.joined(separator: " ")
        return try await ConcordProcess.run(
            ["-c", "ulimit \(limit); exec \(words)"],
            executable: URL(filePath: "/bin/bash"),
            in: folder,
            meanwhile: meanwhile,
            limit: 60
        )
    }

    private static let commands = [
        ["simulate", "--port", "0"], ["tap", "--upstream", "http://127.0.0.1:9"],
        ["load", "http://127.0.0.1:9", "--requests", "1"], ["run", "RECIPE"], ["calibrate", "RECIPE"],
    ]

    private func arguments(_ command: [String], _ folder: URL) throws -> [String] {
        let recipe = try SmallRecipe.write(to: folder, tools: "native: {}", server: "simulate: {}")
        return command.map { $0 == "RECIPE" ? recipe : $0 }
    }

    @Test(arguments: commands)
    func `too few open files are told with both numbers and end with 69`(command: [String]) async throws {
        try await Fixtures.withTemporaryFolder { folder in
            for limit in [16, 24, 40] {
                let result = try await run("-n \(limit)", try arguments(command, folder), in: folder)
                #expect(result.status == 69)
                #expect(result.stderr.contains("allows this process \(limit) open files, and "))
                #expect(result.stderr.contains("`ulimit -n "))
            }
        }
    }

    #if os(Linux)
        @Test(arguments: commands)
        func `too little memory is told with both numbers and ends with 69`(command: [String]) async throws {
            try await Fixtures.withTemporaryFolder { folder in
                for limit in [200_000, 400_000] {
                    let result = try await run("-v \(limit)", try arguments(command, folder), in: folder)
                    #expect(result.status == 69)
                    #expect(result.stderr.contains("\(limit >> 10) MiB of address space, and "))
                    #expect(result.stderr.contains("`ulimit -v "))
                }
            }
        }
    #endif

    /// A stream needs one descriptor of the engine, two of the tap, one of the simulator.
    @Test(arguments: [
        ("url: http://127.0.0.1:9", [String](), 3), ("simulate: {}", [], 4), ("simulate: {}", ["--no-tap"], 2),
        ("url: http://127.0.0.1:9", ["--no-tap"], 1),
    ])
    func `what a run's streams need is compared with the limit`(server: String, options: [String], each: Int)
        async throws
    {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try SmallRecipe.write(to: folder, tools: "native: {}", server: server)
            let many = ["--set", "workload.concurrency=400", "--set", "workload.requests=800"]
            let result = try await run("-n 400", ["run", recipe] + options + many, in: folder)
            #expect(result.status == 69)
            #expect(result.stderr.contains("400 open files"))
            #expect(result.stderr.contains("400 at once × \(each)"))
        }
    }

    @Test func `what a load's streams need is compared with the limit`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let arguments = ["load", "http://127.0.0.1:9", "--concurrency", "300", "--requests", "900"]
            let result = try await run("-n 256", arguments, in: folder)
            #expect(result.status == 69)
            #expect(result.stderr.contains("300 at once × 1"))
            // As many as there are requests, where those are fewer.
            let few = ["load", "http://127.0.0.1:9", "--concurrency", "300", "--requests", "3"]
            #expect(try await run("-n 256", few, in: folder).stderr.contains("no server answers"))
        }
    }

    @Test func `a tap with more idle clients than the limit allows serves the next one all the same`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let port = 21_000 + Int.random(in: 100..<900)
            try await Simulator.run(SimulatorOptions()) { simulator in
                let tap = ["tap", "--upstream", simulator.baseURL, "--port", "\(port)"]
                let result = try await run("-n 100", tap, in: folder) {
                    try await FailureTests.wait { (try? await Self.models(port)) == 200 }
                    let clients = (0..<60).compactMap { _ in IdleClient(port: port) }
                    #expect(clients.count == 60)
                    try await Task.sleep(for: .seconds(5.5))
                    #expect(try await Self.models(port) == 200)
                    withExtendedLifetime(clients) {}
                }
                #expect(result.status == 0)
                #expect(result.stdout.contains("requests over"))
            }
        }
    }

    private static func models(_ port: Int) async throws -> Int {
        try await HTTPClient.request("GET", url: "http://127.0.0.1:\(port)/v1/models").status
    }
}
