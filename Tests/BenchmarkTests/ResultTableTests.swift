import Testing

@testable import Benchmark

struct ResultTableTests {
    private func result() -> ScenarioResult {
        var result = ScenarioResult(
            Scenario(
                name: "paced",
                title: "on time",
                load: LoadShape(requests: 10, concurrency: 2),
                clients: Client.allCases,
                targets: [
                    Target(.cpuPerChunk, .ratioAtMost(1.5, to: .floor)),
                    Target(.ttftError, .atMost(0.0005)),
                    Target(.closingTime, .atMost(3)),
                ]
            )
        )
        result.add([
            .native: Run(figures: [.cpuPerChunk: 6e-6, .ttftError: 0.0006]),
            .floor: Run(figures: [.cpuPerChunk: 4e-6]),
            .vllm: Run(failure: "it exited with code 2"),
        ])
        return result
    }

    @Test func `clients stand in their order with ratios beside the CPU time`() {
        #expect(
            ResultTable.clientRows(result()) == [
                ["client", "CPU/chunk", "× floor", "TTFT error"],
                ["floor", "4.00 µs", "1.00", "–"],
                ["native", "6.00 µs", "1.50", "+0.60 ms"],
                ["vllm", "–", "–", "–"],
            ]
        )
    }

    @Test func `targets stand with what was measured`() {
        #expect(
            ResultTable.targetRows(result()).dropFirst() == [
                ["native CPU/chunk", "≤ 1.50 × floor", "1.50", "pass"],
                ["native TTFT error", "≤ 0.50 ms", "0.60 ms", "miss"],
                ["native closing", "≤ 3.00 s", "–", "not measured"],
            ]
        )
    }

    @Test func `the text tells the load, the rounds and what failed`() {
        let text = ResultTable.render(result())
        #expect(text.hasPrefix("paced: on time (10 × 100 tokens, 2 at once; 1 round)\n"))
        #expect(text.contains("round 1, vllm: it exited with code 2"))
    }
}
