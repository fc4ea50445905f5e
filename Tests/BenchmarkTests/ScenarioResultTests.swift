import Testing

@testable import Benchmark

struct ScenarioResultTests {
    private static func scenario(_ targets: [Target] = []) -> Scenario {
        Scenario(
            name: "s",
            title: "t",
            load: LoadShape(requests: 10, concurrency: 2),
            clients: Client.allCases,
            targets: targets
        )
    }

    /// CPU time a chunk of floor, engine and vllm-rs, a row a round.
    private func result(_ rounds: [[Double]], targets: [Target] = []) -> ScenarioResult {
        var result = ScenarioResult(Self.scenario(targets))
        for values in rounds {
            let runs = zip([Client.floor, .native, .vllmRust], values).map {
                ($0, Run(figures: [.cpuPerChunk: $1, .ttftError: -$1]))
            }
            result.add(Dictionary(uniqueKeysWithValues: runs))
        }
        return result
    }

    @Test func `a ratio is the median of the rounds' own ratios`() {
        // The machine was slow in the second round: both clients took ten times as long.
        let result = result([[1, 1.4], [10, 13], [1, 1.5]])
        #expect(result.median(.cpuPerChunk, of: .floor) == 1)
        #expect(result.median(.cpuPerChunk, of: .native) == 1.5)
        #expect(result.ratio(.cpuPerChunk, of: .native, to: .floor) == 1.4)
        #expect(result.ratio(.cpuPerChunk, of: .native, to: .vllmRust) == nil)
        #expect(result.clients == [.floor, .native])
    }

    @Test func `a round in which one of the two failed gives no ratio`() {
        var result = result([[1, 2]])
        result.add([.floor: Run(failure: "gone"), .native: Run(figures: [.cpuPerChunk: 9])])
        #expect(result.ratio(.cpuPerChunk, of: .native, to: .floor) == 2)
        #expect(result.hasFailures)
    }

    @Test(arguments: [
        // An error counts without its sign.
        (Figure.ttftError, Target.Bound.atMost(1.4), true as Bool?), (.ttftError, .atMost(1.3), false),
        (.cpuPerChunk, .ratioAtMost(0.7, to: .floor), true), (.cpuPerChunk, .ratioAtMost(0.69, to: .floor), false),
        (.cpuPerChunk, .ratioAbove(0.69, to: .floor), true), (.cpuPerChunk, .ratioAbove(0.7, to: .floor), false),
        (.cpuPerChunk, .ratioAtMost(9, to: .evalscope), Bool?.none),
    ])
    func `a target is met or missed at its limit`(figure: Figure, bound: Target.Bound, isMet: Bool?) {
        #expect(result([[2, 1.4]]).isMet(Target(figure, bound)) == isMet)
    }

    @Test func `the summary counts what was met, missed and not measured`() {
        let targets = [
            Target(.cpuPerChunk, .ratioAtMost(2, to: .floor)), Target(.cpuPerChunk, .ratioAtMost(1, to: .floor)),
            Target(.closingTime, .atMost(1)),
        ]
        #expect(
            ResultTable.summary([result([[1, 1.5]], targets: targets)])
                == "targets: 1 pass, 1 miss, 1 not measured"
        )
    }
}
