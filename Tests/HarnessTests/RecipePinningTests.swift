import BenchModel
import Testing

@testable import Harness

struct RecipePinningTests {
    private func pinned(api: API, tools: [String], penalty: Double? = nil) -> (penalty: Double?, notes: Int) {
        let recipe = HarnessSamples.recipe {
            $0.api = api
            $0.tools = tools.map { ToolChoice($0) }
            $0.workload.repetitionPenalty = penalty
        }
        let result = RecipePinning.pin(recipe)
        return (result.recipe.workload.repetitionPenalty, result.notes.count)
    }

    @Test func `what vllm always sends is sent by all`() {
        #expect(pinned(api: .completions, tools: ["vllm", "native"]) == (1, 1))
    }

    @Test func `nothing is settled where nothing is open`() {
        #expect(pinned(api: .chat, tools: ["vllm", "native"]) == (nil, 0))
        #expect(pinned(api: .completions, tools: ["evalscope", "native"]) == (nil, 0))
        #expect(pinned(api: .completions, tools: ["vllm"]) == (nil, 0))
        #expect(pinned(api: .completions, tools: ["vllm", "native"], penalty: 1.1) == (1.1, 0))
    }

    @Test func `a recipe that was settled stays as it is`() {
        let recipe = HarnessSamples.recipe {
            $0.api = .completions
            $0.tools = [ToolChoice("vllm"), ToolChoice("native")]
        }
        let once = RecipePinning.pin(recipe).recipe
        #expect(RecipePinning.pin(once).recipe == once)
        #expect(RecipePinning.pin(once).notes.isEmpty)
    }
}
