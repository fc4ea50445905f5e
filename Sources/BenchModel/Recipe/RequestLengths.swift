/// The token lengths of every request of a workload, drawn once so that every user of them sees the same.
package struct RequestLengths: Sendable, Equatable {
    /// Prompt tokens, prefix not counted.
    package let input: [Int]
    package let output: [Int]

    /// Uniform from floor(L(1 − r)) to ceil(L(1 + r)), at least 1; all L when r is 0.
    package init(_ workload: Workload) {
        var generator = SeededGenerator(seed: workload.promptSeed)
        func draw(_ length: Int) -> [Int] {
            guard workload.rangeRatio > 0 else { return Array(repeating: length, count: workload.requests) }
            let low = max(1, Int((Double(length) * (1 - workload.rangeRatio)).rounded(.down)))
            let high = max(low, Int((Double(length) * (1 + workload.rangeRatio)).rounded(.up)))
            return (0..<workload.requests).map { _ in Int.random(in: low...high, using: &generator) }
        }
        input = draw(workload.inputTokens)
        output = draw(workload.outputTokens)
    }
}
