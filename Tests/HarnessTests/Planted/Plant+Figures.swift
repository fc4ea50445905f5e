import BenchModel
import Foundation
import TestSupport
import Traffic

extension Plant {
    /// Other figures from the same answers.
    static let figures = [
        Plant("the role chunk for the first token", "role-chunk", share: 1) { bed in
            // It leaves when the request was read: what the way takes, a millisecond or two, is to be small beside the wait.
            bed.workload.requests = 12
            bed.server.ttft = .milliseconds(400)
            bed.server.layout.roleEarly = true
            bed.faults.formula.firstToken = .firstChoice
        },
        Plant(
            "an end with the usage chunk, 40 ms after the last token",
            "usage-chunk",
            share: share(of: 0.04 / 5, in: PlantedBed.itl),
            part: .definition(.end)
        ) { bed in
            bed.server.layout.usageDelay = .milliseconds(40)
            bed.faults.formula.end = .lastMessage
        },
        Plant("three tokens a chunk", "multi-token-chunks", tool: nil, share: 1 - 1.0 / 5) {
            $0.server.layout.tokensPerChunk = 3
        },
        Plant(
            "TPOT by tokens, the first one included",
            "tpot-denominator",
            share: 1.0 / 6,
            part: .definition(.denominator)
        ) { $0.faults.formula.denominator = .outputTokens },
        Plant(
            "nearest rank, with half of the answers at 160 ms and half at 320 ms",
            "percentile-method",
            share: 1.0 / 3,
            part: .definition(.percentile)
        ) { bed in
            bed.server.ttft = .milliseconds(160)
            bed.server.faults = [SimulatorFault(.stall(after: 0, lasting: .milliseconds(160)), .every(2))]
            bed.faults.formula.percentile = .nearestRank
        },
        Plant("two decimals of a second", "rounding", share: 0.5) { $0.faults.decimals = 2 },
        Plant(
            "a duration that begins 200 ms before the first request",
            "duration-window",
            share: share(of: 0.2, in: 6 * PlantedBed.latency),
            part: .definition(.window)
        ) { bed in
            bed.faults.opening = 0.2
            bed.faults.formula.window = .wholeRun
        },
        Plant(
            "every sixth answer cut and counted as completed",
            "truncated-as-success",
            share: 1.0 / 6,
            follows: [
                "requests-failed", "failure-reason", "request-count-mismatch", "output-length-mismatch",
                "failed-in-average", "prompt-length-mismatch",
            ]
        ) { bed in
            bed.server.faults = [SimulatorFault(.cut(after: 3), .every(6))]
            bed.faults.countsTruncated = true
        },
        Plant(
            "every sixth request failed and averaged as zero",
            "failed-in-average",
            share: 1.0 / 6,
            follows: ["requests-failed", "failure-reason", "report-not-reproduced"]
        ) { bed in
            bed.server.faults = [SimulatorFault(.status(500), .every(6))]
            bed.faults.averagesFailed = true
        },
        Plant("a p99 of TTFT that is printed 5 % too high", "report-not-reproduced", share: share(of: 0.05, in: 1)) {
            $0.faults.misprints[MetricID(.ttft, .percentile(99))] = 1.05
        },
        Plant("every sixth request failed", "requests-failed", follows: ["failure-reason"], isShared: true) {
            $0.server.faults = [SimulatorFault(.status(500), .every(6))]
        },
    ]
}
