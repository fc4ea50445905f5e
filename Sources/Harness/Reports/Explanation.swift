import BenchModel
import Foundation

/// Which of a verdict's attributions a report tells.
enum Explanation {
    /// Differences up to this, as a share, need no explanation when they decide nothing.
    private static let worthTelling = 0.01

    /// The metrics that a report tells when it is to be short.
    private static let main: Set<MetricID> = Set(
        [MetricFamily.ttft, .tpot, .itl, .e2el].map { MetricID($0, .mean) } + [MetricID(.requestThroughput)]
    )

    /// Of metrics that decide, and whose figures disagree or differ by more than a hundredth in the view that decides or
    /// as they are printed: the sentence on what is printed where that differs, else on what decides.
    /// - Parameter all: Whether percentiles and all throughputs are told as well.
    static func sentences(_ document: VerdictDocument, all: Bool = false) -> [String] {
        document.comparisons.filter { $0.gated && (all || main.contains($0.metric)) }.compactMap { comparison in
            let others = document.comparisons.filter {
                $0.metric == comparison.metric && $0.tool == comparison.tool && $0.view == .reported
            }
            let told = (others + [comparison]).lazy.filter(isWorthTelling).compactMap { chosen in
                document.attributions.first {
                    $0.metric == chosen.metric && $0.tool == chosen.tool && $0.view == chosen.view
                }
            }
            return told.first?.text
        }
    }

    private static func isWorthTelling(_ comparison: Comparison) -> Bool {
        comparison.verdict == .disagree || comparison.ratio.map { abs(log($0)) > log1p(worthTelling) } ?? false
    }
}
