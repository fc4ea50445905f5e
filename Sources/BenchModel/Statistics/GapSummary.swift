/// Mean, spread and exact quantiles of the gaps in many answers' chunks, in two passes over where they lie: no copy of
/// the gaps is made or sorted, so that the statistics of twenty million need no memory of their size.
///
/// The first pass counts gaps in buckets whose width grows with the value (16,384 to each doubling). The second counts
/// every single nanosecond within those buckets that hold a wanted order statistic.
package struct GapSummary: Sendable {
    package let count: Int
    /// In seconds, as all that follow.
    package let mean: Double
    /// Population standard deviation (divisor n).
    package let standardDeviation: Double
    package let minimum: Double
    package let maximum: Double
    /// By percent. Unless told otherwise linear interpolation between order statistics: Hyndman and Fan (1996), type 7.
    package let percentiles: [Double: Double]

    /// Nil when there is no gap at all.
    /// - Parameter percents: Each in [0, 100].
    package init?(of answers: [ChunkInstants], percents: [Double], by definition: ToolFormula.Percentile = .linear) {
        var smallest = Int64.max
        var largest = Int64.min
        var sum: Int64 = 0
        var count = 0
        for answer in answers {
            answer.forEachGap { gap in
                smallest = min(smallest, gap)
                largest = max(largest, gap)
                sum &+= gap
                count += 1
            }
        }
        guard count > 0 else { return nil }
        var buckets = [UInt32](repeating: 0, count: Self.bucket(UInt64(bitPattern: largest &- smallest)) + 1)
        let mean = Double(sum) / Double(count)
        var squares = 0.0
        for answer in answers {
            answer.forEachGap { gap in
                buckets[Self.bucket(UInt64(bitPattern: gap &- smallest))] += 1
                squares += (Double(gap) - mean) * (Double(gap) - mean)
            }
        }
        let ranks = Set(
            percents.flatMap { percent in
                let below = Int(Quantile.position(percent, of: count, by: definition).rounded(.down))
                return [below, min(below + 1, count - 1)]
            }
        )
        let values = Self.orderStatistics(ranks.sorted(), of: answers, above: smallest, buckets: buckets)
        self.count = count
        self.mean = mean / 1e9
        standardDeviation = (squares / Double(count)).squareRoot() / 1e9
        minimum = Double(smallest) / 1e9
        maximum = Double(largest) / 1e9
        var percentiles: [Double: Double] = [:]
        for percent in percents {
            let position = Quantile.position(percent, of: count, by: definition)
            let below = Int(position.rounded(.down))
            guard let low = values[below], let high = values[min(below + 1, count - 1)] else { continue }
            percentiles[percent] = (Double(low) + Double(high - low) * (position - Double(below))) / 1e9
        }
        self.percentiles = percentiles
    }

    /// The values at these places of the sorted gaps, by place.
    private static func orderStatistics(
        _ ranks: [Int],
        of answers: [ChunkInstants],
        above smallest: Int64,
        buckets: [UInt32]
    ) -> [Int: Int64] {
        var wanted: [(rank: Int, bucket: Int, before: Int)] = []
        var before = 0
        var next = 0
        for (bucket, population) in buckets.enumerated() where population > 0 {
            while next < ranks.count, ranks[next] < before + Int(population) {
                wanted.append((ranks[next], bucket, before))
                next += 1
            }
            before += Int(population)
        }
        var places = [Int32](repeating: -1, count: buckets.count)
        var details: [Detail] = []
        for (_, bucket, _) in wanted where places[bucket] < 0 {
            places[bucket] = Int32(details.count)
            details.append(Detail(range(bucket), population: Int(buckets[bucket])))
        }
        for answer in answers {
            answer.forEachGap { gap in
                let value = UInt64(bitPattern: gap &- smallest)
                let place = Int(places[Self.bucket(value)])
                if place >= 0 { details[place].add(value) }
            }
        }
        for place in details.indices { details[place].sort() }
        return Dictionary(
            uniqueKeysWithValues: wanted.map { rank, bucket, before in
                let value = details[Int(places[bucket])].value(at: rank - before)
                return (rank, smallest &+ Int64(bitPattern: value))
            }
        )
    }

    /// What one bucket holds, to the nanosecond: a count for each value, or the values where those are fewer.
    private struct Detail {
        private let start: UInt64
        private let counted: Bool
        private var entries: [UInt64]

        init(_ range: Range<UInt64>, population: Int) {
            start = range.lowerBound
            counted = range.count <= max(population, 1 << 16)
            entries = counted ? Array(repeating: 0, count: range.count) : []
            if !counted { entries.reserveCapacity(population) }
        }

        @inline(__always)
        mutating func add(_ value: UInt64) {
            if counted { entries[Int(value - start)] += 1 } else { entries.append(value) }
        }

        mutating func sort() {
            if !counted { entries.sort() }
        }

        func value(at place: Int) -> UInt64 {
            guard counted else { return entries[place] }
            var seen = 0
            for (offset, population) in entries.enumerated() {
                seen += Int(population)
                if seen > place { return start + UInt64(offset) }
            }
            return start
        }
    }

    private static let bits = 14

    /// Values up to 2^15 have a bucket each; from there on every doubling has 2^14.
    @inline(__always)
    private static func bucket(_ value: UInt64) -> Int {
        let shift = max(0, 63 - value.leadingZeroBitCount - bits)
        return shift << bits + Int(value >> UInt64(shift))
    }

    /// The values of a bucket.
    private static func range(_ bucket: Int) -> Range<UInt64> {
        let shift = max(0, bucket >> bits - 1)
        let start = UInt64(bucket - shift << bits) << UInt64(shift)
        return start..<(start + 1 << UInt64(shift))
    }
}
