import BenchModel
import Foundation
import Testing

/// Laws that hold for any figures, on figures drawn from a seeded generator.
struct JudgePropertyTests {
    /// Knuth's 64-bit linear congruential generator: the same figures on every run.
    private struct Draw: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private static let metrics = ["throughput.requests", "ttft.mean", "tpot.p50", "itl.mean", "e2el.p50"]

    private static func rounds(seed: UInt64, scale: Double = 1, swapped: Bool = false) -> [[RunAccount]] {
        var draw = Draw(state: seed)
        let shift = Double.random(in: -0.05...0.05, using: &draw)
        return (0..<Int.random(in: 1...5, using: &draw)).map { _ in
            var sides: [[String: MetricValue]] = [[:], [:]]
            for metric in metrics {
                let value = Double.random(in: 0.01...10, using: &draw)
                let ratio = exp(shift + Double.random(in: -0.02...0.02, using: &draw))
                let resolution = Double.random(in: 0...0.005, using: &draw) * value
                sides[0][metric] = MetricValue(value * scale, resolution: resolution * scale)
                sides[1][metric] = MetricValue(value * ratio * scale, resolution: resolution * scale)
            }
            if swapped { sides.swapAt(0, 1) }
            return [Accounts.make("a", reported: sides[0]).exact, Accounts.make("b", reported: sides[1]).exact]
        }
    }

    private static func judge(floor: Double) -> Judge { .with(gate: metrics) { $0.floor = floor } }

    private static let seeds = (1...200).map { UInt64($0) }

    @Test func `swapping reference and tool inverts the ratio and keeps the verdict`() throws {
        for seed in Self.seeds {
            let forth = Self.judge(floor: 0.05).judge(Self.rounds(seed: seed), expectedRequests: nil)
            let back = Self.judge(floor: 0.05).judge(Self.rounds(seed: seed, swapped: true), expectedRequests: nil)
            #expect(forth.verdict == back.verdict)
            for (left, right) in zip(forth.comparisons, back.comparisons) {
                #expect(left.verdict == right.verdict)
                #expect(isClose(try #require(left.ratio) * (try #require(right.ratio)), 1))
                #expect(isClose(try #require(left.ratioLow) * (try #require(right.ratioHigh)), 1))
            }
        }
    }

    @Test func `scaling both sides changes no verdict and no ratio`() throws {
        for seed in Self.seeds {
            let plain = Self.judge(floor: 0).judge(Self.rounds(seed: seed), expectedRequests: nil)
            let scaled = Self.judge(floor: 0).judge(Self.rounds(seed: seed, scale: 1000), expectedRequests: nil)
            #expect(plain.comparisons.map(\.verdict) == scaled.comparisons.map(\.verdict))
            for (left, right) in zip(plain.comparisons, scaled.comparisons) {
                #expect(isClose(try #require(left.ratio), try #require(right.ratio)))
            }
        }
    }

    @Test func `a wider tolerance never turns agreement into anything else`() {
        var verdicts: Set<Verdict> = []
        for seed in Self.seeds {
            let rounds = Self.rounds(seed: seed)
            let strict = Self.judge(floor: 0).judge(rounds, expectedRequests: nil)
            let wide = Judge.with(gate: Self.metrics) { ($0.share, $0.floor) = (0.1, 0) }.judge(
                rounds,
                expectedRequests: nil
            )
            for (left, right) in zip(strict.comparisons, wide.comparisons) where left.verdict == .agree {
                #expect(right.verdict == .agree)
            }
            verdicts.formUnion(strict.comparisons.map(\.verdict))
        }
        #expect(verdicts == [.agree, .disagree, .inconclusive], "the draw covers every outcome")
    }

    @Test func `the interval holds the ratio, and the metric's verdict follows from it`() throws {
        for seed in Self.seeds {
            for comparison in Self.judge(floor: 0).judge(Self.rounds(seed: seed), expectedRequests: nil).comparisons {
                let (low, high) = (try #require(comparison.ratioLow), try #require(comparison.ratioHigh))
                let ratio = try #require(comparison.ratio)
                #expect(low <= ratio * (1 + 1e-12) && ratio <= high * (1 + 1e-12))
                let inside = low >= 1 / 1.03 && high <= 1.03
                let outside = low > 1.03 || high < 1 / 1.03
                // Among several that decide a disagreement has to be clearer than alone.
                let isOneOfMany = comparison.reason?.contains("that decide") == true
                #expect(!isOneOfMany || outside)
                #expect(comparison.verdict == (inside ? .agree : outside && !isOneOfMany ? .disagree : .inconclusive))
            }
        }
    }
}
