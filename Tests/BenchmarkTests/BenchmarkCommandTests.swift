import BenchModel
import Foundation
import TestSupport
import Testing

/// The benchmark as a user runs it, small.
@Suite(.timeLimit(.minutes(2)))
struct BenchmarkCommandTests {
    private func run(_ arguments: [String], in folder: URL) async throws -> ConcordProcess {
        try await ConcordProcess.run(arguments, program: "concord-benchmark", in: folder, limit: 60)
    }

    @Test func `a quick run measures floor and engine and keeps the figures`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let run = try await run(["--quick", "--json", "figures.json"], in: folder)
            #expect(run.status == 0, "\(run.stderr)")
            #expect(run.sentences.contains("paced: a server that sends on time (60 × 100 tokens"))
            #expect(run.stdout.contains("targets: "))
            let data = try Data(contentsOf: folder.appending(path: "figures.json"))
            let document = try JSONDecoder().decode(JSONValue.self, from: data)
            #expect(document["quick"] == .bool(true))
            let scenarios = try #require(document["scenarios"]?.array)
            #expect(scenarios.map { $0["name"]?.string } == ["paced", "saturated", "saturated-unbatched", "tapped"])
            for scenario in scenarios {
                let clients = try #require(scenario["clients"]?.array)
                let through = scenario["name"]?.string == "tapped" ? ["tapped"] : []
                #expect(clients.map { $0["client"]?.string } == ["floor", "native"] + through)
                for client in clients {
                    let figures = try #require(client["medians"])
                    #expect(try #require(figures["chunks_per_second"]?.double) > 100)
                    #expect(figures["failed_requests"]?.double == 0)
                    #if os(Linux)
                        let cost = try #require(figures["cpu_per_chunk"]?.double)
                        #expect(cost > 1e-8 && cost < 1e-2)
                        #expect(try #require(figures["peak_memory"]?.double) > 1e6)
                    #endif
                }
            }
            let paced = try #require(scenarios.first?["clients"]?.array?.last?["medians"])
            // The engine's own truth on a machine that may be busy with other tests.
            #expect(abs(try #require(paced["itl_mean_error"]?.double)) < 0.1)
            let verdicts = scenarios.first?["targets"]?.array?.compactMap { $0["verdict"]?.string } ?? []
            #expect(verdicts.count == 5 && verdicts.contains("not measured"))
        }
    }

    @Test func `simulated verdicts are printed as Markdown, and too few of them show nothing`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let run = try await run(["verdict", "--trials", "2", "--seed", "7"], in: folder)
            #expect(run.status == 1, "\(run.stderr)")
            #expect(
                run.stdout.contains("- missed: agree at a true ratio of 1.03 or more, sequential, any SD: at most ")
            )
            for rounds in ["### 3…6 rounds, looks at 3, 4, 6\n", "### 20 rounds\n", "figures rounded to ±2 %"] {
                #expect(run.stdout.contains(rounds))
            }
            // 22 plans and 30 kinds, 8 rounded plans and 5 kinds, and two short tables of 6 rows.
            let rows = run.stdout.split(separator: "\n").filter { $0.hasPrefix("| 1.0") }
            let expected = 22 * 30 + 8 * 5 + 2 * 6
            #expect(rows.count == expected)
        }
    }

    @Test(arguments: [
        ["--scenario", "pacd"], ["--rounds", "0"], ["--clients", "wrk"], ["verdict", "--trials", "0"],
    ])
    func `what is not known is refused`(arguments: [String]) async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let run = try await run(arguments, in: folder)
            #expect(run.status == 64, "\(run.stderr)")
        }
    }
}
