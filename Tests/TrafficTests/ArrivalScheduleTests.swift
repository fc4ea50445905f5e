import BenchModel
import Foundation
import Testing

@testable import Traffic

struct ArrivalScheduleTests {
    private func gaps(_ due: [Double]) -> [Double] { zip(due, [0] + due).map { $0 - $1 } }

    @Test(arguments: [0.01, 0.3, 1, 4, 1e6, .infinity])
    func `the last request is due at exactly count over rate`(burstiness: Double) {
        for count in [1, 2, 7, 1000] {
            let due = ArrivalSchedule(count: count, rate: 3, burstiness: burstiness, seed: 5).due
            #expect(due.count == count)
            #expect(due.last == Double(count) / 3)
            #expect(gaps(due).allSatisfy { $0 >= 0 })
        }
    }

    /// The expected shares are the regularised upper incomplete gamma function Q(shape, shape) in closed form.
    @Test(arguments: zip([0.5, 1, 2, 3], [erfc(0.5.squareRoot()), exp(-1), 3 * exp(-2), 8.5 * exp(-3)]))
    func `gaps follow the gamma distribution`(shape: Double, shareAboveMean: Double) {
        let gaps = gaps(ArrivalSchedule(count: 40_000, rate: 8, burstiness: shape, seed: 1).due)
        let summary = SampleSummary(gaps)
        #expect(abs(summary.mean * 8 - 1) < 1e-9)
        #expect(abs(summary.standardDeviation * 8 * shape.squareRoot() - 1) < 0.04)
        let share = Double(gaps.count { $0 > 1 / 8.0 }) / Double(gaps.count)
        #expect(abs(share - shareAboveMean) < 0.015)
    }

    @Test(arguments: [0.4, 1, 7.5])
    func `variates have the mean, variance and skewness of their shape`(shape: Double) {
        var generator = SeededGenerator(seed: 9)
        let samples = (0..<60_000).map { _ in ArrivalSchedule.gamma(shape: shape, &generator) }
        let summary = SampleSummary(samples)
        #expect(abs(summary.mean / shape - 1) < 0.03)
        #expect(abs(summary.standardDeviation / shape.squareRoot() - 1) < 0.03)
        let cubes = samples.map { pow(($0 - summary.mean) / summary.standardDeviation, 3) }
        #expect(abs(SampleSummary(cubes).mean * shape.squareRoot() / 2 - 1) < 0.15)
    }

    @Test func `infinite burstiness is constant spacing`() {
        #expect(ArrivalSchedule(count: 4, rate: 2, burstiness: .infinity, seed: 0).due == [0.5, 1, 1.5, 2])
    }

    @Test(arguments: [1, .infinity])
    func `a rate near zero gives times that an instant can hold`(burstiness: Double) {
        let due = ArrivalSchedule(count: 3, rate: .leastNonzeroMagnitude, burstiness: burstiness, seed: 0).due
        #expect(due.last == 1e9)
    }

    /// vLLM's own arithmetic: each gap is one over the rate of its request, and nothing is rescaled.
    @Test(arguments: zip(RampUp.Strategy.allCases, [[0.5, 0.75, 11.0 / 12], [0.5, 0.75, 0.875]]))
    func `even gaps shrink as the rate rises`(strategy: RampUp.Strategy, expected: [Double]) {
        let rampUp = RampUp(strategy, from: 2, to: strategy == .linear ? 6 : 8)
        let due = ArrivalSchedule(count: 3, rampUp: rampUp, burstiness: .infinity, seed: 0).due
        #expect(zip(due, expected).allSatisfy { abs($0 - $1) < 1e-12 } && due.count == 3)
    }

    @Test(arguments: RampUp.Strategy.allCases)
    func `drawn gaps follow the rate of their request`(strategy: RampUp.Strategy) {
        let rampUp = RampUp(strategy, from: 1, to: 50)
        let gaps = gaps(ArrivalSchedule(count: 40_000, rampUp: rampUp, seed: 2).due)
        let relative = gaps.indices.map { gaps[$0] * rampUp.rate(of: $0, in: gaps.count) }
        for part in [relative[..<4000], relative[36_000...]] {
            let summary = SampleSummary(Array(part))
            #expect(abs(summary.mean - 1) < 0.06 && abs(summary.standardDeviation - 1) < 0.08)
        }
    }

    @Test func `the schedule depends on the seed alone`() {
        let schedule = ArrivalSchedule(count: 50, rate: 10, burstiness: 0.7, seed: 3)
        #expect(schedule == ArrivalSchedule(count: 50, rate: 10, burstiness: 0.7, seed: 3))
        #expect(schedule != ArrivalSchedule(count: 50, rate: 10, burstiness: 0.7, seed: 4))
    }
}
