/// What the share of an event can be at most, after it was seen so often in independent trials. Clopper and Pearson, "The
/// Use of Confidence or Fiducial Limits Illustrated in the Case of the Binomial" (1934), as a quantile of the beta
/// distribution; exact, so that it never claims too little.
package enum BinomialBound {
    /// The one-sided upper bound.
    /// - Parameters:
    ///   - events: In 0…trials.
    ///   - trials: At least 1.
    ///   - confidence: In (0, 1).
    package static func upper(events: Int, trials: Int, confidence: Double) -> Double {
        precondition(trials >= 1 && (0...trials).contains(events) && confidence > 0 && confidence < 1)
        guard events < trials else { return 1 }
        let (a, b) = (Double(events + 1), Double(trials - events))
        var (low, high) = (0.0, 1.0)
        // Halving until the ends are neighbours: the distribution function rises all the way.
        while true {
            let middle = (low + high) / 2
            guard middle > low, middle < high else { return high }
            let isBelow = IncompleteBeta.regularised(middle, complement: 1 - middle, a: a, b: b) < confidence
            if isBelow { low = middle } else { high = middle }
        }
    }
}
