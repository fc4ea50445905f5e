import Foundation

/// How many requests a statistic needs before it can decide anything.
///
/// | statistic | several rounds | one round |
/// |---|--:|--:|
/// | percentile p above the median | ln 0.01 / ln p | the same |
/// | percentile p below the median | 1 | ln 0.01 / ln (1 − p), at least 10 |
/// | median, mean, deviation, throughput, duration | 1 | 10 |
///
/// It is the same in every view. A percentile needs so many that, with 99 % confidence, at least one sample lies beyond it:
/// the order-statistic bound of Wilks (1941), 459 for p99. A single round has to tell by its requests how much its figures
/// vary, and needs ten for that (`CanonicalMetrics.leastBlocks`); several rounds tell it by themselves.
package enum SampleRequirement {
    /// The least number of requests a side; at least 1.
    package static func samples(for statistic: Statistic?, isOneRound: Bool = false) -> Int {
        let least = isOneRound ? CanonicalMetrics.leastBlocks : 1
        guard case .percentile(let percent) = statistic else { return least }
        if percent > 50 { return max(least, beyond(percent / 100)) }
        return isOneRound && percent < 50 ? max(least, beyond(1 - percent / 100)) : least
    }

    private static func beyond(_ share: Double) -> Int { Int((log(0.01) / log(share)).rounded(.up)) }
}
