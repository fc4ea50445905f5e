import Foundation

/// The standard normal distribution.
enum NormalQuantile {
    /// z for one-sided 95 %, as SciPy gives it: `scipy.stats.norm.ppf(0.95)`.
    static let ofNinetyFive = 1.6448536269514722

    /// The z below which the probability is `p`, by bisection; absolute error below 1e-12.
    /// - Parameter p: In (0, 1).
    package static func value(_ p: Double) -> Double {
        precondition(p > 0 && p < 1)
        var (low, high) = (-40.0, 40.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if erfc(-middle / 2.0.squareRoot()) / 2 < p { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
