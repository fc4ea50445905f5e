/// Which of several hypotheses may be rejected so that the probability of rejecting any true one is at most α, however they
/// hang together. Holm, "A Simple Sequentially Rejective Multiple Test Procedure" (1979).
package enum HolmProcedure {
    /// - Parameters:
    ///   - pValues: One a hypothesis.
    ///   - alpha: Of the whole family, in (0, 1).
    /// - Returns: By place in `pValues`.
    package static func rejections(_ pValues: [Double], alpha: Double) -> [Bool] {
        var rejected = pValues.map { _ in false }
        let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
        for (rank, place) in order.enumerated() {
            guard pValues[place] <= alpha / Double(pValues.count - rank) else { break }
            rejected[place] = true
        }
        return rejected
    }
}
