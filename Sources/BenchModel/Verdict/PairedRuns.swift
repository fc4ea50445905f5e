import Foundation

/// The runs of one tool and of the reference, over the rounds in which both ran.
package struct PairedRuns: Sendable {
    /// One metric in one view in one round.
    package struct Pair: Sendable {
        package let reference: MetricValue
        package let tool: MetricValue

        package init(reference: MetricValue, tool: MetricValue) {
            self.reference = reference
            self.tool = tool
        }
    }

    package struct Round: Sendable {
        /// Among all rounds, from 1.
        package let number: Int
        package let reference: RunAccount
        package let tool: RunAccount
    }

    package let reference: ToolID
    package let tool: ToolID
    package let rounds: [Round]
    /// Whether there is one round, and both sides of it are results of the same run.
    package let isOneRun: Bool

    package init(_ rounds: [[RunAccount]], reference: ToolID, tool: ToolID) {
        self.reference = reference
        self.tool = tool
        let paired: [Round] = rounds.enumerated().compactMap { index, accounts in
            guard let left = accounts.first(where: { $0.tool == reference }),
                let right = accounts.first(where: { $0.tool == tool })
            else { return nil }
            return Round(number: index + 1, reference: left, tool: right)
        }
        self.rounds = paired
        isOneRun = Self.isOneRun(paired)
    }

    /// Metrics that both sides have in the view in at least one round, in the order of reports.
    package func metrics(in view: MetricView) -> [MetricID] {
        var found: Set<MetricID> = []
        for round in rounds {
            for metric in round.reference.views[view, default: [:]].keys where pair(of: metric, in: view, round) != nil
            {
                found.insert(metric)
            }
        }
        return found.sorted()
    }

    /// One pair for each round in which both sides have the metric. Figures that are no finite numbers count as absent.
    package func pairs(of metric: MetricID, in view: MetricView) -> [Pair] {
        rounds.compactMap { pair(of: metric, in: view, $0) }
    }

    /// The numbers of these rounds.
    package func roundNumbers(of metric: MetricID, in view: MetricView) -> [Int] {
        rounds.filter { pair(of: metric, in: view, $0) != nil }.map(\.number)
    }

    /// What the metric's ratio could be with other requests. Nil for two results of the same run, and with several rounds,
    /// which show by themselves how much the ratio varies.
    package func sampling(of metric: MetricID, in view: MetricView) -> RatioSampling? {
        guard rounds.count == 1, !isOneRun else { return nil }
        func error(_ account: RunAccount) -> SamplingError {
            account.resampled?[metric] ?? PrintedSampling(account, view).error(of: metric)
        }
        return RatioSampling(reference: error(rounds[0].reference), tool: error(rounds[0].tool))
    }

    /// Whether nothing tells how far the metric may lie from what such runs give, although it is a single round.
    package func hasUnknowableSampling(of metric: MetricID, in view: MetricView) -> Bool {
        guard rounds.count == 1, !isOneRun, PrintedSampling.isUnknowable(metric.statistic) else { return false }
        return [rounds[0].reference, rounds[0].tool].contains { $0.resampled?[metric] == nil }
    }

    /// Digits in which two runs do not agree by chance.
    private static let digitsOfOneRun = 8.0

    /// Whether both results are of the same run: all figures of times that both have, in the views that both have, are equal
    /// as far as they are written, and they have more digits together than chance repeats.
    private static func isOneRun(_ rounds: [Round]) -> Bool {
        guard rounds.count == 1 else { return false }
        var digits: [MetricID: Double] = [:]
        for view in MetricView.allCases {
            for (metric, left) in rounds[0].reference.views[view, default: [:]] where !metric.family.isCount {
                guard let right = rounds[0].tool.views[view]?[metric] else { continue }
                guard let equal = Self.equalDigits(left, right) else { return false }
                digits[metric] = max(digits[metric] ?? 0, equal)
            }
        }
        return digits.values.reduce(0, +) >= digitsOfOneRun
    }

    /// Digits in which the two are equal and which chance would hardly repeat. Nil when they are not the same figure.
    private static func equalDigits(_ left: MetricValue, _ right: MetricValue) -> Double? {
        if left.value == right.value { return Double(Self.digits(left.value)) }
        let open = left.resolution + right.resolution
        guard open > 0, left.value > 0, right.value > 0, abs(left.value - right.value) <= open * (1 + 1e-9) else {
            return nil
        }
        // Two runs of one server may well have the first two digits in common.
        return max(0, log10(min(left.value, right.value) / open) - 2)
    }

    /// How many digits the value is written in, without zeros at either end; at most 12.
    private static func digits(_ value: Double) -> Int {
        let text = String(format: "%.11e", value).prefix { $0 != "e" }.filter(\.isNumber)
        return text.reversed().drop { $0 == "0" }.count
    }

    private func pair(of metric: MetricID, in view: MetricView, _ round: Round) -> Pair? {
        guard let reference = round.reference.views[view]?[metric], let tool = round.tool.views[view]?[metric],
            reference.value.isFinite, tool.value.isFinite, reference.resolution.isFinite, tool.resolution.isFinite
        else { return nil }
        return Pair(reference: reference, tool: tool)
    }

    /// The view of those given that has most pairs, the first of equals. Nil when none has a pair.
    package func fullestView(of metric: MetricID, among views: [MetricView]) -> MetricView? {
        var best: (view: MetricView, count: Int)?
        for view in views {
            let count = pairs(of: metric, in: view).count
            if count > (best?.count ?? 0) { best = (view, count) }
        }
        return best?.view
    }

    /// Samples behind the metric on the side and in the round that has fewest; completed requests where the value does
    /// not tell. Nil when neither is known.
    package func fewestSamples(of metric: MetricID, in view: MetricView) -> Int? {
        var fewest = Int.max
        for round in rounds where pair(of: metric, in: view, round) != nil {
            for account in [round.reference, round.tool] {
                let completed = account.best(MetricID(.requestsCompleted)).flatMap { Int(exactly: $0.value.rounded()) }
                guard let samples = account.views[view]?[metric]?.samples ?? completed else { return nil }
                fewest = min(fewest, samples)
            }
        }
        return fewest == .max ? nil : fewest
    }
}

extension RunAccount {
    /// The value in the canonical view, else the reported one. Nil when neither has a finite one.
    package func best(_ metric: MetricID) -> MetricValue? {
        [MetricView.canonical, .reported].compactMap { views[$0]?[metric] }.first { $0.value.isFinite }
    }
}
