import BenchModel
import Harness
import Testing

struct RoundOrderTests {
    @Test(arguments: 1...5)
    func `every tool has every place equally often`(count: Int) {
        let tools = (0..<count).map { ToolChoice("tool\($0)") }
        var places: [ToolID: [Int: Int]] = [:]
        for round in 1...(2 * count) {
            let order = RoundOrder.tools(tools, round: round)
            #expect(Set(order.map(\.id)).count == count)
            for (place, tool) in order.enumerated() { places[tool.id, default: [:]][place, default: 0] += 1 }
        }
        for tool in tools {
            #expect(places[tool.id] == Dictionary(uniqueKeysWithValues: (0..<count).map { ($0, 2) }))
        }
    }

    @Test func `the first round has the recipe's order`() {
        let tools = [ToolChoice("b"), ToolChoice("a")]
        #expect(RoundOrder.tools(tools, round: 1) == tools)
        #expect(RoundOrder.tools([], round: 3).isEmpty)
    }
}
