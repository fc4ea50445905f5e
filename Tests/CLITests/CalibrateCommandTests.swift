import BenchModel
import Foundation
import TestSupport
import Testing

struct CalibrateCommandTests {
    @Test func `its JSON fits the schema that is printed, and has the bias of every load and tool`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let arguments = ["calibrate", "--quick", "--loads", "2,1", "--format", "json"]
            let run = try await ConcordProcess.run(arguments, in: folder)
            #expect(run.status == 0, "\(run.stderr)")
            let schema = try await ConcordProcess.run(["schema", "calibration"], in: folder)
            let validator = JSONSchemaValidator(
                schema: try JSONDecoder().decode(JSONValue.self, from: Data(schema.stdout.utf8))
            )
            let json = try JSONDecoder().decode(JSONValue.self, from: Data(run.stdout.utf8))
            #expect(validator.problems(in: json) == [])
            let cells = try #require(json["cells"]?.array)
            #expect(cells.compactMap { $0["load"]?["concurrency"]?.int } == [1, 1, 2, 2])
            for cell in cells {
                let figures = try #require(cell["metrics"]?.array)
                let ttft = try #require(figures.first { $0["metric"]?.string == "ttft.mean" })
                let truth = try #require(ttft["truth"]?.double)
                let reported = try #require(ttft["reported"]?.double)
                #expect(abs(try #require(ttft["bias"]?.double) - (reported / truth - 1)) < 1e-9)
            }
        }
    }

    @Test func `a recipe's tool that fails is shown in its cell, the rest goes on, and the status is 3`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try SmallRecipe.write(to: folder, tools: SmallRecipe.fakeTool(mode: "crash"))
            let run = try await ConcordProcess.run(["calibrate", recipe, "--quick", "--loads", "1"], in: folder)
            #expect(run.status == 3, "\(run.stderr)")
            #expect(run.sentences.contains("vllm, 1 concurrent, fast: it ended with status 1"))
            #expect(run.stdout.contains("native \(Release.version): "))
        }
    }

    @Test func `stopping it gives the cells that were finished`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try SmallRecipe.write(to: folder, tools: SmallRecipe.fakeTool(mode: "hang"))
            let arguments = ["calibrate", recipe, "--quick", "--loads", "1", "--tools", "native,vllm", "--out", "kept"]
            let run = try await ConcordProcess.run(arguments, in: folder) {
                for _ in 0..<600 {
                    let kept = folder.appending(path: "kept").path
                    let files = try? FileManager.default.subpathsOfDirectory(atPath: kept)
                    if files?.contains(where: { $0.hasSuffix("round-1/vllm/stdout.log") }) == true { break }
                    try await Task.sleep(for: .milliseconds(100))
                }
            }
            #expect(run.status == 130, "\(run.stderr)")
            #expect(run.stdout.contains("interrupted") && run.stdout.contains("native \(Release.version)"))
        }
    }

    @Test(arguments: [
        ["--loads", "1,x"], ["--loads", "0"], ["--loads", ""], ["--tolerance", "3"], ["--tools", "nativ"],
    ])
    func `an option that cannot be is refused`(arguments: [String]) async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let run = try await ConcordProcess.run(["calibrate"] + arguments, in: folder)
            #expect(run.status == 64, "\(run.stderr)")
        }
    }

    @Test func `a run on a machine that is not calibrated says so in its notes`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let recipe = try SmallRecipe.write(to: folder, tools: "native: {}")
            let run = try await ConcordProcess.run(["run", recipe], in: folder)
            #expect(run.sentences.contains("this machine is not calibrated; `concord calibrate` tells"))
            #expect(!run.stderr.contains("warning: "))
        }
    }
}
