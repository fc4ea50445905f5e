import BenchModel
import Foundation
import Harness
import TestSupport
import Testing

struct RunOptionsTests {
    private func load(_ change: (inout RunOptions) -> Void) throws -> Recipe {
        let path = Fixtures.root.appending(path: "recipes/saturated-client.yaml").path
        var options = RunOptions(recipePath: path, cacheFolder: "/nowhere", environment: [:])
        change(&options)
        return try options.loadRecipe()
    }

    @Test func `a choice of tools sets their order`() throws {
        let recipe = try load { $0.tools = [.native, HarnessSamples.vllm] }
        #expect(recipe.tools.map(\.id) == [.native, HarnessSamples.vllm])
        #expect(recipe.reference == .native)
    }

    @Test func `a reference that does not take part is dropped`() throws {
        let recipe = try load { $0.tools = [HarnessSamples.evalscope, HarnessSamples.vllm] }
        #expect(recipe.reference == nil)
        #expect(recipe.referenceTool == HarnessSamples.evalscope)
    }

    @Test func `a tool that the recipe does not have is unknown`() async {
        let error = await HarnessSamples.failure { _ = try load { $0.tools = [ToolID("wrk")] } }
        guard case .unknownTool("wrk", ["vllm", "evalscope", "native"])? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: [[], ["native", "native"]])
    func `no tool at all, or one twice, is refused`(names: [String]) async {
        let error = await HarnessSamples.failure { _ = try load { $0.tools = names.map { ToolID($0) } } }
        #expect(error?.failureClass == .usage)
    }

    @Test func `the number of rounds is fixed`() async throws {
        #expect(try load { $0.rounds = 7 }.rounds == RoundPlan(minimum: 7, maximum: 7))
        #expect(try load { _ in }.rounds == RoundPlan(minimum: 3, maximum: 3))
        let error = await HarnessSamples.failure { _ = try load { $0.rounds = 0 } }
        #expect(error?.failureClass == .usage)
    }

    @Test func `what only a tap sees cannot decide without one`() async throws {
        let override = try #require(RecipeOverride("gate.view=wire"))
        #expect(try load { $0.overrides = [override] }.gate.view == .wire)
        let error = await HarnessSamples.failure {
            _ = try load { options in
                options.overrides = [override]
                options.usesTap = false
            }
        }
        #expect(error?.failureClass == .usage)
        #expect(error.map(HarnessErrorText.describe)?.contains("--no-tap") == true)
    }

    @Test func `overrides are applied`() throws {
        let override = try #require(RecipeOverride("workload.concurrency=8"))
        #expect(try load { $0.overrides = [override] }.workload.concurrency == 8)
    }
}
