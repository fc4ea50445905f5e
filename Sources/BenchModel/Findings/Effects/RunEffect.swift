/// What a cause does to one figure in one run.
struct RunEffect: Sendable, Equatable {
    /// From 1.
    let round: Int
    /// Its part of the figure, in [0, 1]: what it adds as a part of the tool's value, or what it takes away as a part of
    /// the value without it.
    let share: Double
    /// What the evidence names, such as seconds.
    let amount: Double

    /// - Parameters:
    ///   - with: The figure as the tool has it.
    ///   - without: The figure that the cause would leave. Neither is negative.
    static func share(with: Double, without: Double) -> Double {
        let larger = max(with, without)
        return larger > 0 ? abs(with - without) / larger : 0
    }
}

extension [RunEffect] {
    /// Mean over the runs. 0 without any.
    var share: Double { isEmpty ? 0 : reduce(0) { $0 + $1.share } / Double(count) }

    /// Whether it is that large on average, and at least half that large in more than half of the runs: one disturbed
    /// round among several is no cause.
    func reaches(_ threshold: Double) -> Bool {
        !isEmpty && share >= threshold && count(where: { $0.share >= threshold / 2 }) * 2 > count
    }

    /// `in round 2`, `over 3 rounds`.
    var rounds: String { count == 1 ? "in round \(self[0].round)" : "over \(count) rounds" }

    /// The amounts of all rounds: one figure, or the least and the most.
    func amounts(_ text: (Double) -> String) -> String {
        let sorted = map(\.amount).sorted()
        guard let first = sorted.first, let last = sorted.last else { return "" }
        let (low, high) = (text(first), text(last))
        return low == high ? low : "\(low) to \(high)"
    }
}
