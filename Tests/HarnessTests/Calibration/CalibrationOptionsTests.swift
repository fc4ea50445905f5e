import BenchModel
import Foundation
import TestSupport
import Testing

@testable import Harness

struct CalibrationOptionsTests {
    private func plan(
        _ change: (inout CalibrationOptions) -> Void
    ) throws -> (recipe: Recipe, grid: CalibrationGrid, notes: [String]) {
        var options = CalibrationOptions(cacheFolder: "/nowhere", environment: [:])
        change(&options)
        return try options.plan()
    }

    @Test func `without a recipe every tool is measured on the whole grid`() throws {
        let (recipe, grid, notes) = try plan { _ in }
        #expect(recipe.tools.map(\.id.rawValue) == ["vllm", "evalscope", "native"])
        #expect(grid == CalibrationGrid() && notes.isEmpty)
        #expect(recipe.workload.prompts == .shared && recipe.tolerance == Tolerance())
    }

    @Test func `a recipe gives tools, versions, lengths and tolerance`() throws {
        let (recipe, grid, notes) = try plan {
            $0.recipePath = Fixtures.root.appending(path: "recipes/quickstart.yaml").path
            $0.tools = [.native, HarnessSamples.vllm]
        }
        #expect(recipe.tools.map(\.id) == [.native, HarnessSamples.vllm])
        #expect(recipe.tools.last?.version == "0.32.0")
        #expect(grid.inputTokens == 64 && grid.outputTokens == 24)
        #expect(recipe.workload.inputTokens == 64 && recipe.workload.outputTokens == 24 && notes.isEmpty)
    }

    @Test func `answers that are too long for a cell are cut, which is said`() async throws {
        try await Fixtures.withTemporaryFolder { folder in
            let path = folder.appending(path: "long.yaml")
            try """
            name: long
            server: {url: http://127.0.0.1:9}
            model: {name: m}
            workload: {output_tokens: 2000}
            tools: [native]
            tolerance: {default: 5%}
            """.write(to: path, atomically: true, encoding: .utf8)
            let (recipe, grid, notes) = try plan { $0.recipePath = path.path }
            #expect(grid.outputTokens == 128 && recipe.workload.outputTokens == 128)
            #expect(notes.count == 1 && notes[0].contains("2000"))
            #expect(recipe.tolerance.share == 0.05)
            #expect(try plan { ($0.recipePath, $0.tolerance) = (path.path, 0.1) }.recipe.tolerance.share == 0.1)
        }
    }

    @Test func `loads are put in order`() throws {
        #expect(try plan { $0.loads = [50, 1, 8, 8] }.grid.loads == [1, 8, 50])
    }

    @Test func `a quick one takes the native engine and tiny cells`() throws {
        let (recipe, grid, _) = try plan { $0.isQuick = true }
        #expect(recipe.tools.map(\.id) == [.native] && grid == CalibrationGrid.quick)
    }

    @Test func `what cannot be is refused`() async {
        let changes: [(inout CalibrationOptions) -> Void] = [
            { $0.loads = [] }, { $0.loads = [0, 1] }, { $0.tools = [] }, { $0.tools = [.native, .native] },
            { $0.tools = [ToolID("wrk")] }, { $0.recipePath = "/nowhere.yaml" },
        ]
        for change in changes {
            let error = await HarnessSamples.failure { _ = try plan(change) }
            #expect(error?.failureClass == .usage)
        }
    }
}
