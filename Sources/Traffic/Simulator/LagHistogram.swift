/// Counts durations from nanoseconds to centuries in buckets an eighth of a power of two wide, so that a percentile is
/// known to 12.5 %.
struct LagHistogram: Sendable, Equatable {
    private var counts = Array(repeating: 0, count: 496)
    private(set) var sumNanoseconds: Int128 = 0
    private(set) var maximum: Int64 = 0
    private(set) var count = 0

    /// What is less than zero counts as zero.
    mutating func note(_ nanoseconds: Int64) {
        let value = max(0, nanoseconds)
        counts[Self.bucket(value)] += 1
        count += 1
        sumNanoseconds += Int128(value)
        maximum = max(maximum, value)
    }

    /// In nanoseconds, the least upper bound of a bucket below or in which at least this share lies; at most the
    /// maximum. Zero when nothing was counted.
    func quantile(_ share: Double) -> Int64 {
        let rank = Int((share * Double(count)).rounded(.up))
        var below = 0
        for (bucket, number) in counts.enumerated() where number > 0 {
            below += number
            if below >= rank { return min(Self.upperBound(bucket), maximum) }
        }
        return maximum
    }

    private static func bucket(_ value: Int64) -> Int {
        guard value >= 8 else { return Int(value) }
        let exponent = 63 - value.leadingZeroBitCount
        return (exponent - 2) * 8 + Int((value >> Int64(exponent - 3)) & 7)
    }

    private static func upperBound(_ bucket: Int) -> Int64 {
        guard bucket >= 8 else { return Int64(bucket) }
        let step = Int64(1) << Int64(bucket / 8 - 1)
        return (Int64(bucket % 8) + 8) * step + (step - 1)
    }
}
