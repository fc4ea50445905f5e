/// How often each length of time occurred, in buckets whose width is 1/32 of the length: a 99th percentile of millions
/// in a few kilobytes.
struct LagCounts {
    private static let bits = 5

    private var buckets = [Int](repeating: 0, count: 64 << bits)
    private var count = 0
    /// In seconds. Nil before the first.
    private(set) var maximum: Double?

    mutating func add(nanoseconds: Int64) {
        let value = UInt64(max(0, nanoseconds))
        let shift = max(0, 63 - value.leadingZeroBitCount - Self.bits)
        buckets[shift << Self.bits + Int(value >> UInt64(shift))] += 1
        count += 1
        maximum = max(maximum ?? 0, Double(value) * 1e-9)
    }

    /// The upper end of the bucket that holds the percentile's nearest rank, in seconds. Nil before the first.
    func percentile(_ percent: Double) -> Double? {
        guard count > 0 else { return nil }
        let rank = max(1, Int((percent * Double(count) / 100).rounded(.up)))
        var seen = 0
        for (bucket, population) in buckets.enumerated() {
            seen += population
            guard seen >= rank else { continue }
            let shift = max(0, bucket >> Self.bits - 1)
            let end = UInt64(bucket - shift << Self.bits + 1) << UInt64(shift)
            return min(Double(end) * 1e-9, maximum ?? 0)
        }
        return maximum
    }
}
