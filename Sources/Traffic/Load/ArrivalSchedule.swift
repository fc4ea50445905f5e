package import BenchModel
import Foundation

/// When the requests of an open loop are due: gamma-distributed gaps, all drawn ahead. The first request waits its own
/// gap. With one rate the times are rescaled so that the last request is due at exactly count/rate; with a rate that
/// rises they are left as drawn. This is what `vllm bench serve` does since 0.10.0; the draws differ, because its
/// generator is numpy's.
package struct ArrivalSchedule: Sendable, Equatable {
    /// Seconds from the start, ascending, one per request.
    package let due: [Double]

    /// Seconds that a schedule can last, some 30 years: an `Instant` holds its end.
    private static let longest = 1e9

    /// - Parameters:
    ///   - rate: Requests per second. Finite and greater than 0.
    ///   - burstiness: Shape of the gaps, greater than 0. 1 is Poisson, infinity is constant spacing.
    package init(count: Int, rate: Double, burstiness: Double = 1, seed: Int) {
        precondition(rate > 0 && rate.isFinite && burstiness > 0)
        let span = min(Double(count) / rate, Self.longest)
        guard burstiness.isFinite else {
            due = (0..<count).map { Double($0 + 1) / Double(count) * span }
            return
        }
        // In units of 1/rate, which the rescaling brings in.
        let times = Self.times(count, burstiness, seed) { _ in 1 }
        let total = times.last ?? 0
        due = times.map { total > 0 ? $0 / total * span : span }
    }

    /// - Parameter burstiness: Shape of the gaps, greater than 0. 1 is Poisson, infinity is one gap of 1/rate each.
    package init(count: Int, rampUp: RampUp, burstiness: Double = 1, seed: Int) {
        precondition(burstiness > 0)
        due = Self.times(count, burstiness, seed) { 1 / rampUp.rate(of: $0, in: count) }.map { min($0, Self.longest) }
    }

    /// - Parameter mean: Of the gap before each request, in seconds.
    private static func times(_ count: Int, _ burstiness: Double, _ seed: Int, mean: (Int) -> Double) -> [Double] {
        // Not the sequence that draws the lengths from the same seed: gaps must not follow lengths.
        var generator = SeededGenerator(seed: seed ^ 0x4152_5249)
        var total = 0.0
        return (0..<count).map { index in
            let gap = burstiness.isFinite ? gamma(shape: burstiness, &generator) / burstiness : 1
            total += gap * mean(index)
            return total
        }
    }

    /// A gamma variate of scale 1. Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables" (2000); a shape
    /// below 1 by the boost of its section 6.
    static func gamma(shape: Double, _ generator: inout SeededGenerator) -> Double {
        guard shape >= 1 else {
            return gamma(shape: shape + 1, &generator) * pow(uniform(&generator), 1 / shape)
        }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal(&generator)
            let root = 1 + c * x
            guard root > 0 else { continue }
            let v = root * root * root
            if log(uniform(&generator)) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
        }
    }

    /// A standard normal variate by the polar method. Marsaglia and Bray, "A Convenient Method for Generating Normal
    /// Variables" (1964).
    private static func normal(_ generator: inout SeededGenerator) -> Double {
        while true {
            let u = 2 * uniform(&generator) - 1
            let v = 2 * uniform(&generator) - 1
            let square = u * u + v * v
            if square > 0, square < 1 { return u * (-2 * log(square) / square).squareRoot() }
        }
    }

    /// In (0, 1].
    private static func uniform(_ generator: inout SeededGenerator) -> Double {
        Double((generator.next() >> 11) + 1) * 0x1p-53
    }
}
