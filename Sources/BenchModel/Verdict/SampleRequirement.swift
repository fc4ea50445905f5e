import Foundation

/// How many samples a percentile needs before it can decide anything.
package enum SampleRequirement {
    /// The least n at which, with 99 % confidence, at least one sample lies above the percentile: p^n ≤ 0.01, the
    /// order-statistic bound of Wilks (1941). 459 for p99. One for the median and below, and for what is no percentile.
    package static func samples(for statistic: Statistic?) -> Int {
        guard case .percentile(let percent) = statistic, percent > 50 else { return 1 }
        return Int((log(0.01) / log(percent / 100)).rounded(.up))
    }
}
