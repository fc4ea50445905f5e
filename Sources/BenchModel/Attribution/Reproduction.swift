/// The figures of one report beside what the tool's own per-request data give under its own formula: whether the report,
/// and what was read of it, can be believed.
package struct Reproduction: Sendable, Equatable {
    /// A printed figure that the records hold.
    package struct Figure: Sendable, Equatable {
        package let metric: MetricID
        package let printed: MetricValue
        /// What the records give, in the metric's base unit: one value, or every one between two where they leave it open.
        package let recomputed: ClosedRange<Double>
        /// How far from it the printed figure may be: what its digits leave open, and the records' whole nanoseconds.
        package let slack: Double

        /// Of the values that the records give, the one nearest to the printed.
        package var nearest: Double {
            min(max(printed.value, recomputed.lowerBound), recomputed.upperBound)
        }

        package var isReproduced: Bool { abs(printed.value - nearest) <= slack }
    }

    /// Every printed figure that can be recomputed, in the order of reports.
    package let figures: [Figure]
    /// Printed figures that the records do not hold, in the same order.
    package let unheld: [MetricID]

    package var failures: [Figure] { figures.filter { !$0.isReproduced } }

    /// Two instants of whole nanoseconds are off by one at most, in seconds; their statistics are no more.
    private static let stampError = 2e-9

    /// Nil without records, and where it is not known how the figures were made.
    package init?(_ report: ToolReport, formula: ToolFormula?) {
        guard let records = report.records, let formula, !report.hasUnknownFormula else { return nil }
        self.init(report.reported, records: records, formula: formula)
    }

    package init(_ reported: [MetricID: MetricValue], records: [RequestRecord], formula: ToolFormula) {
        let answers = records.map { AnswerStamps($0) }
        let percentiles: Set<Double> = reported.keys.reduce(into: []) { percents, metric in
            if case .percentile(let percent) = metric.statistic { percents.insert(percent) }
        }
        let values = FormulaMetrics.compute(formula, answers: answers, percentiles: percentiles.sorted())
        let seconds = records.map { Double($0.sent.nanoseconds) / 1e9 }.max() ?? 0
        let source = Source(
            formula: formula,
            answers: answers,
            values: values,
            duration: reported[MetricID(.duration)],
            // What a clock in a floating-point number of seconds loses as well.
            error: Self.stampError + 4 * seconds.ulp
        )
        var figures: [Figure] = []
        var unheld: [MetricID] = []
        for (metric, printed) in reported.sorted(by: { $0.key < $1.key })
        where printed.value.isFinite && printed.resolution.isFinite {
            if let recomputed = source.range(of: metric) {
                let slack = printed.resolution * (1 + 1e-6) + source.slack(of: metric, abs(printed.value))
                figures.append(Figure(metric: metric, printed: printed, recomputed: recomputed, slack: slack))
            } else {
                unheld.append(metric)
            }
        }
        self.figures = figures
        self.unheld = unheld
    }
}

extension Reproduction {
    /// What the records of one run give.
    private struct Source {
        let formula: ToolFormula
        let answers: [AnswerStamps]
        let values: [MetricID: MetricValue]
        /// As printed. Nil when it is not.
        let duration: MetricValue?
        /// Of a latency and of a duration, in seconds.
        let error: Double

        /// Nil for what the records do not hold.
        func range(of metric: MetricID) -> ClosedRange<Double>? {
            switch metric.family {
            case .ttft, .tpot, .itl: mixesStreams ? nil : exactly(metric)
            case .requestsCompleted, .requestsFailed, .inputTokens, .outputTokens, .e2el: exactly(metric)
            case .duration: span
            case .requestThroughput: rate(of: [.requestsCompleted])
            case .outputThroughput: rate(of: [.outputTokens])
            case .totalThroughput: rate(of: [.inputTokens, .outputTokens])
            }
        }

        /// Beside what the printed digits leave open.
        func slack(of metric: MetricID, _ value: Double) -> Double {
            metric.unit == .seconds ? error + 1e-12 * value : 1e-9 * value
        }

        private func exactly(_ metric: MetricID) -> ClosedRange<Double>? { values[metric].map { $0.value...$0.value } }

        /// Answers that come whole may have no part in what a tool averages over streams.
        private var mixesStreams: Bool {
            let completed = answers.filter(\.record.succeeded)
            return completed.contains(where: \.comesWhole) && !completed.allSatisfy(\.comesWhole)
        }

        private var span: ClosedRange<Double>? {
            guard let known = values[MetricID(.duration)]?.value else { return nil }
            switch formula.window {
            case .requests, .latencies: return known...known
            case .wholeRun: return known...Double.infinity
            // Which request ended first depends on the order in which the tool took them in.
            case .fromFirstEnded: return nil
            }
        }

        private var divisor: ClosedRange<Double>? {
            if formula.divisor == .durationBeforeLast {
                return FormulaMetrics.divisorsBeforeLast(formula, answers: answers)
            }
            switch formula.window {
            case .requests, .latencies:
                return values[MetricID(.duration)].map { max($0.value - error, 0)...($0.value + error) }
            // Ends with the tool's own clock, which only its report tells.
            case .wholeRun, .fromFirstEnded:
                return duration.map { max($0.value - $0.resolution, 0)...($0.value + $0.resolution) }
            }
        }

        private func rate(of families: [MetricFamily]) -> ClosedRange<Double>? {
            let counts = families.compactMap { values[MetricID($0)]?.value }
            guard counts.count == families.count, let divisor, divisor.lowerBound > 0 else { return nil }
            let count = counts.reduce(0, +)
            let (low, high) = (count / divisor.upperBound, count / divisor.lowerBound)
            return low <= high ? low...high : nil
        }
    }
}
