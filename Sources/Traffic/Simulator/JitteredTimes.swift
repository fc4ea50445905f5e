import BenchModel
import Foundation

/// The instants of one answer under jitter, in order. Drawn from the seed and the answer's place alone, whatever the
/// clock does meanwhile.
struct JitteredTimes: Sendable {
    private var generator: SeededGenerator
    /// In nanoseconds.
    private var upcoming: Int64
    private let itl: Int64
    private let meanAddition: Double

    init(start: Instant, ttft: Duration, itl: Duration, jitter: ScheduleJitter, index: Int) {
        var seeds = SeededGenerator(seed: jitter.seed)
        generator = SeededGenerator(seed: Int(truncatingIfNeeded: seeds.next()) &+ index)
        self.itl = itl.nanoseconds
        meanAddition = Double(jitter.itl.nanoseconds)
        upcoming = start.nanoseconds + ttft.nanoseconds
        upcoming += Self.exponential(mean: Double(jitter.ttft.nanoseconds), &generator)
    }

    mutating func next() -> Instant {
        defer { upcoming += itl + Self.exponential(mean: meanAddition, &generator) }
        return Instant(nanoseconds: upcoming)
    }

    /// By inversion of the distribution function.
    private static func exponential(mean: Double, _ generator: inout SeededGenerator) -> Int64 {
        Int64((-log(1 - Double.random(in: 0..<1, using: &generator)) * mean).rounded())
    }
}
