import Foundation
import TestSupport
import Testing

/// A load that no client on this machine can send at its pace.
struct LimitedClientTests {
    @Test func `the native engine says that it was the bottleneck, and the run is invalid`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try SmallRecipe.write(
                to: folder,
                tools: "native:",
                server: "simulate: {ttft: 100ms, itl: 1ms}"
            )
            let load = ["rate=50000", "concurrency=unlimited", "requests=2000", "output_tokens=1"]
            let sets = load.flatMap { ["--set", "workload.\($0)"] }
            let result = try await ConcordProcess.run(["run", recipe] + sets, in: folder)
            #expect(result.status == 3, "\(result.stderr)")
            #expect(result.sentences.contains("client-limited"))
        }
    }
}
