/// Whether the printed figures of one run can all be true: they come from the same requests, so that counts, times and
/// rates hang together.
struct ReportConsistency {
    struct Contradiction {
        let metrics: [MetricID]
        let text: String
    }

    let account: RunAccount
    private let values: [MetricID: MetricValue]

    /// Room for windows that end a little apart.
    private static let window = 1e-3
    /// Room for a clock that ends before the last answer is taken in.
    private static let pace = 0.05
    /// How much slower short answers may decode than long ones where nothing tells how much TPOT varies.
    private static let lengthEffect = 4.0

    init(_ account: RunAccount) {
        self.account = account
        values = (account.views[.reported] ?? [:]).filter { $0.value.value.isFinite && $0.value.resolution.isFinite }
    }

    var contradictions: [Contradiction] { rates + orders + lengths + parts + inFlight }

    private func value(_ family: MetricFamily, _ statistic: Statistic? = nil) -> MetricValue? {
        values[MetricID(family, statistic)]
    }

    private func text(_ value: Double) -> String { FigureText.plain(value) }

    private func time(_ value: Double) -> String { "\(FigureText.plain(value * 1000)) ms" }

    private var rates: [Contradiction] {
        var divisors: [ClosedRange<Double>] = []
        var found: [Contradiction] = []
        for (family, counts) in RecomputedRates.sources {
            guard let printed = value(family), let range = RecomputedRates.range(counts, in: values) else { continue }
            let slack = Self.window * range.upperBound + printed.resolution
            let count = counts.compactMap { value($0)?.value }.reduce(0, +)
            if printed.value > printed.resolution {
                let low = 0.99 * count / (printed.value + printed.resolution)
                let high = 1.01 * count / (printed.value - printed.resolution)
                divisors.append(low...high)
            }
            guard printed.value < range.lowerBound - slack || printed.value > range.upperBound + slack else { continue }
            found.append(
                Contradiction(
                    metrics: [MetricID(family)] + counts.map { MetricID($0) } + [MetricID(.duration)],
                    text: "\(family.rawValue) is given as \(text(printed.value)), and \(text(count)) in "
                        + "\(text(value(.duration)?.value ?? 0)) s are \(text(range.lowerBound))"
                )
            )
        }
        return dividesByShorterTime(divisors) ? [] : found
    }

    /// Some releases divide all rates by the time before the last answer was taken in, which is shorter than the duration
    /// by less than the longest request.
    private func dividesByShorterTime(_ divisors: [ClosedRange<Double>]) -> Bool {
        // And by 1 s where that was the only answer.
        if value(.requestsCompleted)?.value == 1, value(.requestThroughput)?.value == 1 { return true }
        guard divisors.count > 1, let duration = value(.duration)?.value,
            let low = divisors.map(\.lowerBound).max(), let high = divisors.map(\.upperBound).min(), low <= high,
            high < duration * 1.02, let latency = value(.e2el, .mean)?.value
        else { return false }
        let longest = value(.e2el, .maximum)?.value ?? value(.e2el, .percentile(99)).map { $0.value * 1.5 }
        return high >= duration - max(longest ?? 0, 3 * latency)
    }

    private var orders: [Contradiction] {
        MetricFamily.latencies.flatMap { family -> [Contradiction] in
            let ranked = values.filter { $0.key.family == family }.compactMap { metric, value in
                Self.rank(metric.statistic).map { (rank: $0, metric: metric, value: value) }
            }.sorted { $0.rank < $1.rank }
            var found: [Contradiction] = []
            func add(_ metrics: [MetricID], _ text: String) {
                found.append(Contradiction(metrics: metrics, text: text))
            }
            for (lower, upper) in zip(ranked, ranked.dropFirst())
            where lower.value.value - upper.value.value > open(lower.value, upper.value) {
                add(
                    [lower.metric, upper.metric],
                    "\(lower.metric) (\(time(lower.value.value))) is above \(upper.metric) (\(time(upper.value.value)))"
                )
            }
            guard let mean = value(family, .mean) else { return found }
            for (bound, sign) in [(Statistic.minimum, -1.0), (.maximum, 1.0)] {
                guard let limit = value(family, bound), (mean.value - limit.value) * sign > open(mean, limit) else {
                    continue
                }
                add(
                    [MetricID(family, .mean), MetricID(family, bound)],
                    "\(family.rawValue).mean (\(time(mean.value))) is outside of \(family.rawValue).\(bound.name) "
                        + "(\(time(limit.value)))"
                )
            }
            // Mean and median of any sample are at most one standard deviation apart (Hotelling and Solomons, 1932).
            if let median = value(family, .median), let deviation = value(family, .standardDeviation),
                abs(mean.value - median.value) > 1.01 * deviation.value + deviation.resolution + open(mean, median)
            {
                add(
                    [MetricID(family, .mean), MetricID(family, .median)],
                    "\(family.rawValue).mean (\(time(mean.value))) and \(family.rawValue).p50 (\(time(median.value))) are "
                        + "farther apart than a standard deviation (\(time(deviation.value))), which no sample has"
                )
            }
            return found
        }
    }

    private static func rank(_ statistic: Statistic?) -> Double? {
        switch statistic {
        case .minimum: 0
        case .percentile(let percent): percent
        case .maximum: 100
        default: nil
        }
    }

    private func open(_ left: MetricValue, _ right: MetricValue) -> Double {
        left.resolution + right.resolution + 1e-6 * max(abs(left.value), abs(right.value))
    }

    /// No request takes longer than the run.
    private var lengths: [Contradiction] {
        guard let duration = value(.duration), duration.value > 0 else { return [] }
        return MetricFamily.latencies.compactMap { family in
            guard let mean = value(family, .mean),
                mean.value - mean.resolution > (duration.value + duration.resolution) * (1 + Self.window)
            else { return nil }
            return Contradiction(
                metrics: [MetricID(family, .mean), MetricID(.duration)],
                text: "\(family.rawValue).mean (\(time(mean.value))) is longer than the run (\(text(duration.value)) s)"
            )
        }
    }

    /// E2EL holds TTFT and the time of the other tokens.
    private var parts: [Contradiction] {
        guard let whole = value(.e2el, .mean), let first = value(.ttft, .mean), first.value > 0 else { return [] }
        let (least, metrics) = leastDecoding ?? (0, [])
        let bound = first.value - first.resolution + least
        guard whole.value + whole.resolution < bound * (1 - Self.window) else { return [] }
        return [
            Contradiction(
                metrics: [MetricID(.e2el, .mean), MetricID(.ttft, .mean)] + metrics,
                text: "e2el.mean (\(time(whole.value))) is below what ttft.mean "
                    + (least > 0 ? "and the tokens after the first take " : "takes ") + "(\(time(bound)) at the least)"
            )
        ]
    }

    /// The least that the tokens after the first take on average, in seconds. Mean TPOT weighs every request alike, so that
    /// long answers may be faster: by no more than their deviations allow (Cauchy and Schwarz), and by a factor where
    /// these are not known.
    private var leastDecoding: (Double, [MetricID])? {
        guard let each = value(.tpot, .mean), let tokens = value(.outputTokens), let count = value(.requestsCompleted),
            count.value > 0
        else { return nil }
        let more = (tokens.value - tokens.resolution) / count.value - 1
        guard more > 0 else { return nil }
        let typical = min(each.value, value(.tpot, .median)?.value ?? each.value)
        var least = typical * more / Self.lengthEffect
        if let deviation = value(.tpot, .standardDeviation) {
            let spread = (more + 1) * max(count.value - 1, 0).squareRoot()
            least = max(
                least,
                (each.value - each.resolution) * more - (deviation.value + deviation.resolution) * spread
            )
        }
        return (least, [MetricID(.tpot, .mean)])
    }

    /// Little's law: rate times latency is the mean number of requests under way.
    private var inFlight: [Contradiction] {
        guard case .number(let most)? = account.work[.concurrency], let count = value(.requestsCompleted),
            let duration = value(.duration), duration.value > 0
        else { return [] }
        let family = MetricFamily.e2el
        guard let latency = value(family, .mean) else { return [] }
        let mean = count.value * (latency.value - latency.resolution) / (duration.value + duration.resolution)
        guard mean > most * (1 + Self.pace) else { return [] }
        return [
            Contradiction(
                metrics: [MetricID(family, .mean), MetricID(.requestThroughput), MetricID(.duration)],
                text: "\(text(count.value)) requests of \(time(latency.value)) (\(family.rawValue).mean) in "
                    + "\(text(duration.value)) s are \(text(mean)) at once, and at most \(text(most)) were allowed"
            )
        ]
    }
}

extension ReportConsistency {
    /// - Parameter place: ` in round 2`, or nothing.
    func finding(_ gate: Gate, place: String) -> Finding? {
        let found = contradictions
        guard let first = found.first else { return nil }
        let metrics = found.flatMap(\.metrics).reduce(into: [MetricID]()) { if !$0.contains($1) { $0.append($1) } }
        let decides = metrics.contains { metric in
            gate.families.contains(metric.family) && gate.views.contains(.reported)
                && (gate.view == .reported || account.views[.canonical]?[metric] == nil)
        }
        return Finding(
            id: "report-not-reproduced",
            tool: account.tool,
            metrics: metrics,
            evidence: "the report of \(account.tool)\(place) contradicts itself: \(first.text)"
                + (found.count > 1 ? " (and \(found.count - 1) more)" : ""),
            severity: decides ? .invalidating : .warning
        )
    }

    /// Figures that look wrong and are possible, as a sentence. Nil when there are none.
    func oddity(place: String) -> Finding? {
        let odd = MetricFamily.latencies.filter { family in
            guard let mean = value(family, .mean), let high = value(family, .percentile(99)) else { return false }
            return mean.value - high.value > open(mean, high)
        }
        guard !odd.isEmpty else { return nil }
        let names = odd.map { "\($0.rawValue).mean" }.joined(separator: ", ")
        return Finding(
            id: "mean-above-p99",
            tool: account.tool,
            metrics: odd.map { MetricID($0, .mean) },
            evidence:
                "\(account.tool)\(place): \(names) \(odd.count == 1 ? "is" : "are") above the 99th percentile: fewer "
                + "than one in a hundred samples carry it",
            severity: .note
        )
    }
}
