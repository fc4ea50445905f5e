import BenchModel
import Foundation
import TestSupport
import Testing

/// `concord compare` on the outputs of two tools that were said to agree within 3 %.
struct CompareCommandTests {
    private static func compare(_ arguments: [String]) async throws -> ConcordProcess {
        try await Fixtures.withTemporaryFolder { try await ConcordProcess.run(["compare"] + arguments, in: $0) }
    }

    private static let seeds = [
        "vllm=" + Fixtures.path("tools/vllm/0.11.0/seed-console"),
        "evalscope=" + Fixtures.path("tools/evalscope/1.1.0/seed-console"),
    ]

    @Test func `the two published tables disagree`() async throws {
        let result = try await Self.compare(Self.seeds + ["--format", "json"])
        #expect(result.status == 1)
        let document = try JSONDecoder().decode(VerdictDocument.self, from: Data(result.stdout.utf8))
        func comparison(_ id: String) throws -> Comparison {
            try #require(document.comparisons.first { $0.metric.description == id && $0.view == .reported })
        }
        let ttft = try comparison("ttft.mean")
        #expect(ttft.verdict == .disagree)
        #expect(abs((ttft.ratio ?? 0) - 1.934) < 0.001)
        let throughput = try comparison("throughput.requests")
        #expect(throughput.verdict == .disagree)
        #expect(abs((throughput.ratio ?? 0) - 0.8934) < 0.0002)
        // What other requests could have given leaves open more than the rounding does.
        #expect(try comparison("tpot.p50").verdict == .inconclusive)
        #expect(try comparison("tpot.mean").verdict == .inconclusive)
        #expect(try comparison("tpot.mean").reason?.contains("leave") == true)
        #expect(try comparison("requests.completed").verdict == .agree)
        #expect(try comparison("tokens.output").verdict == .agree)
        #expect(document.unreplicated)
    }

    @Test func `a person reads the difference at a glance`() async throws {
        let result = try await Self.compare(Self.seeds)
        #expect(result.status == 1)
        #expect(result.stdout.contains("+93.4 %"))
        #expect(result.stdout.contains("-10.7 %"))
    }

    @Test func `every format renders`() async throws {
        for (format, mark) in [("markdown", "|"), ("junit", "<testsuite"), ("html", "<html"), ("json", "\"schema\"")] {
            let result = try await Self.compare(Self.seeds + ["--format", format])
            #expect(result.status == 1)
            #expect(result.stdout.contains(mark), "\(format)")
        }
    }

    @Test func `output that is not there ends with 64 and says what was looked for`() async throws {
        let result = try await Self.compare(["vllm=/nowhere/at-all", Self.seeds[1]])
        #expect(result.status == 64)
        #expect(result.stderr.contains("/nowhere/at-all"))
    }

    @Test func `one input is not enough`() async throws {
        let result = try await Self.compare([Self.seeds[0]])
        #expect(result.status == 64)
        #expect(result.stderr.contains("at least two"))
    }
}
