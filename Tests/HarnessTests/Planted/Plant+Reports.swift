import BenchModel
import TestSupport

extension Plant {
    /// Reports and rounds that are not what they should be.
    static let reports = [
        Plant("a report without inter-token latencies", "metric-not-comparable") { bed in
            bed.faults.omits = family(.itl)
        },
        Plant("a report with percentiles of TTFT and no mean", "mean-missing") { bed in
            bed.faults.omits = [MetricID(.ttft, .mean)]
        },
        Plant("a p99 of 24 requests", "too-few-samples") { _ in },
        Plant(
            "TPOT by tokens, from the same answers",
            "definitions-differ",
            follows: ["tpot-denominator"]
        ) { $0.faults.formula.denominator = .outputTokens },
        Plant("no run in the second of two rounds", "run-missing") { bed in
            bed.servers.append(bed.server)
            bed.absent = [2]
        },
        Plant(
            "twice the throughput that requests and duration make",
            "report-doubt",
            follows: ["report-not-reproduced"]
        ) { $0.faults.throughputFactor = 2 },
        Plant("a whole report and status 7", "exit-status") { $0.faults.exitStatus = 7 },
    ]

    private static func family(_ family: MetricFamily) -> Set<MetricID> {
        let statistics: [Statistic] = [.mean, .percentile(50), .percentile(90), .percentile(95), .percentile(99)]
        return Set(statistics.map { MetricID(family, $0) })
    }
}
