import Foundation
import TestSupport
import Testing

/// One tool under two names.
struct SameToolTests {
    @Test func `a tool is compared with itself`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try SmallRecipe.write(
                to: folder,
                tools: "once: {tool: native}\nagain: {tool: native}",
                server: "simulate: {ttft: 60ms, itl: 20ms}"
            )
            let load = ["--set", "tolerance.default=90%", "--set", "workload.requests=12"]
            let arguments = ["run", recipe] + load + ["--out", "results", "--format", "json"]
            let result = try await ConcordProcess.run(arguments, in: folder)
            #expect(result.status == 0, "\(result.stderr)")
            #expect(result.stdout.contains(#""reference" : "once""#))
            let results = folder.appending(path: "results")
            let name = try #require(FileManager.default.contentsOfDirectory(atPath: results.path).first)
            let stored = results.appending(path: name).path
            for tool in ["once", "again"] {
                #expect(FileManager.default.fileExists(atPath: "\(stored)/round-1/\(tool)/run.json"))
            }
            let compared = try await ConcordProcess.run(
                ["compare", "again=\(stored)", "once=\(stored)", "--tolerance", "90%"],
                in: folder
            )
            #expect(compared.status == 0, "\(compared.stderr)")
            #expect(compared.stdout.contains("reference again"))
        }
    }
}
