/// Counts durations in the buckets of one of vLLM's histograms.
struct MetricHistogram: Sendable, Equatable {
    /// Upper bounds in seconds, each part of its bucket.
    enum Bounds: Sendable {
        case firstToken, token, request

        var seconds: [Double] {
            switch self {
            case .firstToken:
                [
                    0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80,
                    160, 640, 2560,
                ]
            case .token:
                [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80]
            case .request:
                [0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680]
            }
        }
    }

    /// Upper bounds in seconds.
    let bounds: [Double]
    private let limits: [Int64]
    /// One for each bound and one for what lies above all.
    private(set) var counts: [Int]
    private(set) var sumNanoseconds: Int128 = 0

    init(_ bounds: Bounds) {
        self.bounds = bounds.seconds
        limits = self.bounds.map { Int64(($0 * 1e9).rounded()) }
        counts = Array(repeating: 0, count: limits.count + 1)
    }

    var count: Int { counts.reduce(0, +) }

    mutating func observe(_ nanoseconds: Int64) {
        // Most lie in the first buckets.
        var bucket = 0
        while bucket < limits.count, limits[bucket] < nanoseconds { bucket += 1 }
        counts[bucket] += 1
        sumNanoseconds += Int128(nanoseconds)
    }
}
