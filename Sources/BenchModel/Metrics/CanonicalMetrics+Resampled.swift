import Foundation

extension CanonicalMetrics {
    /// Resamples of a run's requests. So many that its 5 % tails stand on twenty of them.
    package static let resamples = 400
    /// Of long runs there are fewer resamples, down to a quarter, so that in all not many more samples are walked.
    private static let mostSteps = 200_000_000
    /// What requests are drawn in at least, as long as there are as many: with fewer blocks nobody knows how much they vary.
    /// Schmeiser, "Batch Size Effects in the Analysis of Simulation Output" (1982): 10 to 30.
    static let leastBlocks = 10

    /// How far the metrics of a run may lie from what such runs give, by resampling its requests.
    ///
    /// Requests that are under way together share the state of the server, so that they are drawn together: in blocks of as
    /// many that follow each other as were under way at once. Carlstein, "The Use of Subseries Values for Estimating the
    /// Variance of a General Statistic from a Stationary Sequence" (1986). The length of a run is told anew for each resample
    /// by `RunPace`, and throughput with it.
    /// - Parameters:
    ///   - percents: Which percentiles.
    ///   - records: Of one run; failed requests enter none.
    ///   - concurrency: Most requests at once, for records that do not say when they were sent. Nil when unknown.
    ///   - isOpen: Whether requests are known to have been sent at times of their own.
    ///   - seed: Decides what is drawn. Two runs that are compared need different ones.
    /// - Returns: What has a value above 0, and no extreme: nothing tells how far other extremes could lie.
    package static func resampled(
        _ percents: [Double] = CanonicalMetrics.percentiles,
        from records: [RequestRecord],
        concurrency: Int? = nil,
        isOpen: Bool = false,
        seed: Int
    ) -> [MetricID: SamplingError] {
        let completed = records.filter(\.succeeded).sorted { ($0.sent, $0.index) < ($1.sent, $1.index) }
        guard !completed.isEmpty else { return [:] }
        let samples = completed.map { RequestSample($0) }
        let isOpen = isOpen || completed.contains { $0.due != nil }
        let pace = RunPace(samples, isOpen: isOpen, concurrency: concurrency)
        let together = pace?.slots ?? concurrency ?? samples.count
        let length = max(1, min(together, samples.count / leastBlocks))
        let blocks = stride(from: 0, to: samples.count, by: length).map { start in
            start..<min(start + length, samples.count)
        }
        var errors: [MetricID: SamplingError] = [:]
        func put(_ metric: MetricID, _ value: Double, _ drawn: [Double], blocks: Int) {
            errors[metric] = error(of: value, drawn, blocks: blocks, requests: samples.count)
        }
        for (place, family) in MetricFamily.allCases.enumerated() {
            guard
                let bootstrap = ClusterBootstrap(
                    blocks.lazy.map { block in block.flatMap { samples[$0].values(of: family) } }
                )
            else { continue }
            var generator = SeededGenerator(seed: seed &+ place)
            let count = min(resamples, max(resamples / 4, mostSteps / bootstrap.count))
            let drawn = bootstrap.draws(percents, resamples: count, using: &generator)
            let ones = Array(repeating: UInt32(1), count: bootstrap.clusters)
            for (place, value) in bootstrap.quantiles(percents, weights: ones).enumerated() {
                let metric = MetricID(family, .percentile(percents[place]))
                put(metric, value, drawn.quantiles[place], blocks: bootstrap.clusters)
            }
            let (mean, deviation) = bootstrap.moments(weights: ones)
            put(MetricID(family, .mean), mean, drawn.means, blocks: bootstrap.clusters)
            put(MetricID(family, .standardDeviation), deviation, drawn.deviations, blocks: bootstrap.clusters)
        }
        guard let pace else { return errors }
        var generator = SeededGenerator(seed: seed &+ MetricFamily.allCases.count)
        let inputs = samples.map { Double($0.inputTokens ?? 0) }
        let outputs = samples.map { Double($0.outputTokens ?? 0) }
        var drawn: [MetricFamily: [Double]] = [:]
        let count = min(resamples, max(resamples / 4, mostSteps / (20 * samples.count)))
        for _ in 0..<count {
            let order = blocks.flatMap { _ in blocks[Int.random(in: 0..<blocks.count, using: &generator)] }
            let size = Double(order.count) / Double(samples.count)
            let share = pace.share(order)
            guard share > 0 else { continue }
            func sum(_ tokens: [Double]) -> Double {
                let all = tokens.reduce(0, +)
                return all > 0 ? order.reduce(0) { $0 + tokens[$1] } / all : 1
            }
            drawn[.duration, default: []].append(share / size)
            drawn[.requestThroughput, default: []].append(size / share)
            drawn[.outputThroughput, default: []].append(sum(outputs) / share)
            drawn[.totalThroughput, default: []].append(sum(zip(inputs, outputs).map { $0 + $1 }) / share)
        }
        for (family, values) in drawn { put(MetricID(family), 1, values, blocks: blocks.count) }
        return errors
    }

    /// Nil without a logarithm. The percentile interval (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993,
    /// chapter 13) of level 90 %, as far as it lies on either side of the value; the nearest one drawn, outwards.
    private static func error(of value: Double, _ drawn: [Double], blocks: Int, requests: Int) -> SamplingError? {
        guard value > 0, !drawn.isEmpty else { return nil }
        guard blocks > 1 else { return .unknown }
        let sorted = drawn.map { log(max($0, 0) / value) }.sorted()
        let last = Double(sorted.count - 1)
        let low = sorted[Int((last * 0.05).rounded(.down))]
        let high = sorted[Int((last * 0.95).rounded(.up))]
        // Resamples vary by one block less than samples do.
        let factor = (Double(blocks) / Double(blocks - 1)).squareRoot()
        return SamplingError(
            below: max(0, -low) * factor,
            above: max(0, high) * factor,
            degreesOfFreedom: Double(blocks - 1),
            requests: requests,
            source: .requests
        )
    }
}

extension RequestSample {
    /// What the request gives to a family that is a distribution, in seconds: one latency, or all of its gaps.
    fileprivate func values(of family: MetricFamily) -> [Double] {
        switch family {
        case .ttft: return [ttft].compactMap { $0 }
        case .e2el: return [e2el].compactMap { $0 }
        case .tpot: return countsForTPOT ? [tpot].compactMap { $0 } : []
        case .itl:
            var values: [Double] = []
            for answer in gaps ?? [] { answer.forEachGap { values.append(Double($0) / 1e9) } }
            return values
        default: return []
        }
    }
}
