import Foundation

/// How far the figures of one view may lie from what such runs give, where no requests are there to resample: from what the
/// view says of their spread.
///
/// A mean of n requests has the standard error σ/√n. σ is the printed deviation, else the largest that the percentiles
/// suggest if they were log-normal, half as much again, because few percentiles tell little of a tail. The requests are taken
/// for independent, which nothing printed can deny. Where nothing is printed of the spread it is assumed to be one and
/// a half times the mean.
///
/// A percentile has no such formula without the density around it. It lies between the percentiles that are printed on both
/// sides of it, beyond the ranks that chance can reach, and within what the deviation allows of any distribution (Cantelli's
/// inequality, 1928).
///
/// The length of a closed loop of c slots is that of n/c requests after each other, and ends when the last slot does.
struct PrintedSampling {
    private let values: [MetricID: MetricValue]
    private let work: ReportedWork
    /// Completed requests. Nil when unknown.
    private let requests: Int?

    /// A printed deviation above the mean is that of a few requests: of a tail so heavy, it tells nothing of the next draw.
    private static let largestSpread = 1.0
    private static let inflation = 1.5
    private static let assumedSpread = 1.5

    init(_ account: RunAccount, _ view: MetricView) {
        values = account.views[view] ?? [:]
        work = account.work
        requests = (values[MetricID(.requestsCompleted)] ?? account.best(MetricID(.requestsCompleted))).flatMap {
            Int(exactly: $0.value.rounded())
        }
    }

    /// Whether nothing that is printed can tell it: a tail is only known by its requests, and so are extremes.
    static func isUnknowable(_ statistic: Statistic?) -> Bool {
        switch statistic {
        case nil, .mean: false
        case .percentile(let percent): percent > 50
        case .standardDeviation, .minimum, .maximum: true
        }
    }

    func error(of metric: MetricID) -> SamplingError {
        guard let requests, requests > 1 else { return .unknown }
        switch metric.statistic {
        case .mean:
            let spread = spread(metric.family)
            if isHeavy(spread, of: [metric.family]) { return .unknown }
            return SamplingError(
                standardError: (spread ?? Self.assumedSpread) / Double(requests).squareRoot(),
                requests: requests,
                source: spread == nil ? .assumed : .printed
            )
        case .percentile(let percent): return percentile(metric, percent, requests)
        case nil where !metric.family.isCount: return pace(requests)
        default: return .unknown
        }
    }

    // MARK: Spread

    /// Nil, the spread that nothing tells, is not.
    private func isHeavy(_ spread: Double?, of families: [MetricFamily]) -> Bool {
        let isPrinted = families.contains { values[MetricID($0, .standardDeviation)] != nil }
        // What percentiles suggest is put half as much again as they say.
        return spread.map { $0 > Self.largestSpread * (isPrinted ? 1 : Self.inflation) } ?? false
    }

    private func value(_ family: MetricFamily, _ statistic: Statistic) -> Double? {
        values[MetricID(family, statistic)].flatMap { $0.value > 0 && $0.value.isFinite ? $0.value : nil }
    }

    /// Standard deviation as a share of the mean. Nil when nothing tells it.
    private func spread(_ family: MetricFamily) -> Double? {
        guard let mean = value(family, .mean) else { return nil }
        if let deviation = values[MetricID(family, .standardDeviation)], deviation.value.isFinite, deviation.value >= 0
        {
            return (deviation.value + deviation.resolution) / mean
        }
        guard let median = value(family, .median) else { return nil }
        let tails = values.compactMap { metric, value -> Double? in
            guard metric.family == family, case .percentile(let percent) = metric.statistic, percent >= 75,
                value.value > 0, value.value.isFinite
            else { return nil }
            return max(0, log((value.value + value.resolution) / median)) / NormalQuantile.value(percent / 100)
        }
        guard let tail = tails.max() else { return nil }
        // Of a log-normal distribution: ln(mean / median) = σ²/2, and the deviation is √(exp σ² − 1) means.
        let skew = (2 * max(0, log(mean / median))).squareRoot()
        let sigma = max(tail, skew)
        // No distribution has its median farther from its mean than its deviation.
        return Self.inflation * max(expm1(sigma * sigma).squareRoot(), abs(mean - median) / mean)
    }

    // MARK: Percentiles

    private func percentile(_ metric: MetricID, _ percent: Double, _ requests: Int) -> SamplingError {
        guard let value = values[metric], value.value > 0 else { return .unknown }
        let share = percent / 100
        let reach =
            -NormalQuantile.value(SamplingError.leastAlpha) * (share * (1 - share) / Double(requests)).squareRoot()
        let (low, high) = (share - reach, share + reach)
        var (lower, upper) = (0.0, Double.infinity)
        for (other, printed) in values where other.family == metric.family && printed.value.isFinite {
            guard case .percentile(let percent) = other.statistic else { continue }
            if percent / 100 <= low { lower = max(lower, printed.value - printed.resolution) }
            if percent / 100 >= high { upper = min(upper, printed.value + printed.resolution) }
        }
        if let mean = self.value(metric.family, .mean), let spread = spread(metric.family) {
            if low > 0 { lower = max(lower, mean * (1 - spread * ((1 - low) / low).squareRoot())) }
            if high < 1 { upper = min(upper, mean * (1 + spread * (high / (1 - high)).squareRoot())) }
        }
        return SamplingError(
            below: lower > 0 ? max(0, log(value.value / lower)) : .infinity,
            above: max(0, log(upper / value.value)),
            degreesOfFreedom: nil,
            requests: requests,
            source: .printed
        )
    }

    // MARK: Pace

    private func pace(_ requests: Int) -> SamplingError {
        let count = Double(requests)
        let (mean, spread) = latency(count)
        let rate = self.rate(count)
        let told: Double? = if case .number(let number) = work[.concurrency] { number } else { nil }
        // Little's law: as many are under way as come in the time that one takes.
        let slots = min(max(told ?? (mean ?? 0) * (rate ?? 0), 1), count)
        if isHeavy(spread, of: [.e2el, .ttft, .tpot]) { return .unknown }
        let one = spread ?? Self.assumedSpread
        // Slots end one after the other over the length of a request (a uniform distribution), or where the longest does.
        let ending = slots / count * (1 / (12 * slots) + one * one / 4).squareRoot()
        var variance = one * one / count + ending * ending
        if case .number(let asked) = work[.requestRate], asked.isFinite {
            // Gaps between arrivals of a gamma distribution vary by 1/√shape.
            let shape: Double = if case .number(let number) = work[.burstiness] { number } else { 1 }
            variance += 1 / (max(shape, 1e-6) * count)
        }
        return SamplingError(
            standardError: variance.squareRoot(),
            requests: requests,
            source: spread == nil ? .assumed : .printed
        )
    }

    private func rate(_ requests: Double) -> Double? {
        if let rate = values[MetricID(.requestThroughput)]?.value, rate > 0 { return rate }
        return values[MetricID(.duration)].flatMap { $0.value > 0 ? requests / $0.value : nil }
    }

    /// Mean E2EL and its relative deviation; where it is not printed, those of TTFT and of the gaps after it, whose
    /// deviations add up at most.
    private func latency(_ requests: Double) -> (mean: Double?, spread: Double?) {
        if let mean = value(.e2el, .mean) { return (mean, spread(.e2el)) }
        guard let ttft = value(.ttft, .mean), let tpot = value(.tpot, .mean),
            let tokens = values[MetricID(.outputTokens)]?.value
        else { return (nil, nil) }
        let gaps = max(tokens / requests - 1, 0)
        let mean = ttft + gaps * tpot
        guard let first = spread(.ttft), let later = spread(.tpot) else { return (mean, nil) }
        return (mean, (ttft * first + gaps * tpot * later) / mean)
    }
}
