/// Quantiles, mean and deviation of a pooled sample as they might have come out, had other clusters of the same kind been drawn. Whole clusters
/// are drawn with replacement, because the samples of one are not independent: the gaps within one answer rise and fall
/// together. Efron, "Bootstrap Methods" (1979); for clusters Davison and Hinkley, "Bootstrap Methods and their
/// Application" (1997), section 3.8, and Field and Welsh, "Bootstrapping Clustered Data" (2007).
///
/// The pooled samples are sorted once, and each resample walks them with the number of times that their clusters were
/// drawn: sixteen bytes a sample, and no sample is ever copied.
package struct ClusterBootstrap: Sendable {
    private struct Sample {
        let value: Double
        let cluster: UInt32
    }

    /// Ascending by value.
    private let samples: [Sample]
    /// Samples of each cluster; at least one.
    private let sizes: [Int]
    /// Of all samples.
    private let mean: Double
    /// Sums over each cluster of the distances from the mean and of their squares.
    private let sums: [(first: Double, second: Double)]

    /// How many clusters there are with at least one sample.
    package var clusters: Int { sizes.count }
    /// How many samples there are in all; at least one.
    package var count: Int { samples.count }

    /// Nil without any sample.
    /// - Parameter clusters: The samples of each cluster, in any order. Those without samples are left out.
    package init?(_ clusters: some Sequence<some Sequence<Double>>) {
        var samples: [Sample] = []
        var sizes: [Int] = []
        for members in clusters {
            let before = samples.count
            for value in members { samples.append(Sample(value: value, cluster: UInt32(sizes.count))) }
            if samples.count > before { sizes.append(samples.count - before) }
        }
        guard !sizes.isEmpty else { return nil }
        let mean = samples.reduce(0) { $0 + $1.value } / Double(samples.count)
        var sums = Array(repeating: (first: 0.0, second: 0.0), count: sizes.count)
        for sample in samples {
            let distance = sample.value - mean
            sums[Int(sample.cluster)].first += distance
            sums[Int(sample.cluster)].second += distance * distance
        }
        samples.sort { $0.value < $1.value }
        self.mean = mean
        self.sums = sums
        self.samples = samples
        self.sizes = sizes
    }

    /// What resamples give, in the order in which they were drawn.
    package struct Draws: Sendable {
        /// By place in the percents that were asked for.
        package var quantiles: [[Double]]
        package var means: [Double] = []
        /// Standard deviations (divisor n).
        package var deviations: [Double] = []
    }

    /// - Parameters:
    ///   - percents: Each in [0, 100].
    ///   - resamples: At least 1.
    package func draws(_ percents: [Double], resamples: Int, using generator: inout SeededGenerator) -> Draws {
        var drawn = Draws(quantiles: Array(repeating: [], count: percents.count))
        var weights = Array(repeating: UInt32(0), count: clusters)
        for _ in 0..<resamples {
            for cluster in weights.indices { weights[cluster] = 0 }
            for _ in 0..<clusters { weights[Int.random(in: 0..<clusters, using: &generator)] += 1 }
            for (place, value) in quantiles(percents, weights: weights).enumerated() {
                drawn.quantiles[place].append(value)
            }
            let (mean, deviation) = moments(weights: weights)
            drawn.means.append(mean)
            drawn.deviations.append(deviation)
        }
        return drawn
    }

    /// Mean and standard deviation (divisor n) of the sample in which each cluster stands as often as its weight says.
    package func moments(weights: [UInt32]) -> (mean: Double, deviation: Double) {
        var (count, first, second) = (0.0, 0.0, 0.0)
        for (cluster, weight) in weights.enumerated() where weight > 0 {
            count += Double(weight) * Double(sizes[cluster])
            first += Double(weight) * sums[cluster].first
            second += Double(weight) * sums[cluster].second
        }
        let shift = first / count
        return (mean + shift, max(second / count - shift * shift, 0).squareRoot())
    }

    /// Quantiles of the sample in which each cluster stands as often as its weight says. Linear interpolation between order
    /// statistics: Hyndman and Fan (1996), type 7.
    /// - Parameters:
    ///   - percents: Each in [0, 100].
    ///   - weights: One a cluster that has samples; at least one is not 0.
    package func quantiles(_ percents: [Double], weights: [UInt32]) -> [Double] {
        precondition(weights.count == clusters)
        let total = zip(sizes, weights).reduce(0) { $0 + $1.0 * Int($1.1) }
        precondition(total > 0)
        let positions = percents.map { Quantile.position($0, of: total, by: .linear) }
        let places = positions.flatMap { position in
            let below = Int(position.rounded(.down))
            return [below, min(below + 1, total - 1)]
        }
        let values = orderStatistics(places, weights: weights)
        return positions.enumerated().map { index, position in
            let (low, high) = (values[2 * index], values[2 * index + 1])
            return low + (high - low) * (position - position.rounded(.down))
        }
    }

    /// The values at these places, from 0, of the weighted sample.
    private func orderStatistics(_ places: [Int], weights: [UInt32]) -> [Double] {
        var values = Array(repeating: 0.0, count: places.count)
        let order = places.indices.sorted { places[$0] < places[$1] }
        guard !order.isEmpty else { return values }
        samples.withUnsafeBufferPointer { samples in
            weights.withUnsafeBufferPointer { weights in
                var next = 0
                var passed = 0
                var wanted = places[order[0]]
                for sample in samples {
                    passed += Int(weights[Int(sample.cluster)])
                    while passed > wanted {
                        values[order[next]] = sample.value
                        next += 1
                        if next == order.count { return }
                        wanted = places[order[next]]
                    }
                }
            }
        }
        return values
    }
}
