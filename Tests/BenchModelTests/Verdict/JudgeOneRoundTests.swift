import Testing

@testable import BenchModel

/// What a single round can decide.
struct JudgeOneRoundTests {
    /// A round in which every figure may lie so far from what such runs give.
    private func single(_ scale: Double, within width: Double) -> [[RunAccount]] {
        var pairs = JudgedRuns.rounds([scale])
        for place in [0, 1] {
            let metrics = pairs[0][place].views[.canonical, default: [:]].keys
            let error = SamplingError(
                below: width,
                above: width,
                degreesOfFreedom: 499,
                requests: 500,
                source: .requests
            )
            pairs[0][place].resampled = Dictionary(uniqueKeysWithValues: metrics.map { ($0, error) })
        }
        return pairs
    }

    @Test func `whatever is measured in one round has the uncertainty of its requests`() throws {
        let judgement = Judge.with().judge(single(1.05, within: 0.02), expectedRequests: 500)
        for metric in ["ttft.mean", "tpot.p50", "e2el.p99", "throughput.requests"] {
            let comparison = try #require(judgement.comparison(metric, .canonical))
            #expect(comparison.verdict == .inconclusive, "\(metric)")
            #expect(comparison.reason?.hasPrefix("500 requests leave ") == true)
        }
        #expect(judgement.verdict == .inconclusive)
        #expect(Judge.with().judge(single(1.2, within: 0.02), expectedRequests: 500).verdict == .disagree)
        #expect(Judge.with().judge(single(1.01, within: 0.01), expectedRequests: 500).verdict == .agree)
    }

    @Test func `a difference that is one of many has to be larger than one alone`() throws {
        // 4 % beyond the margin at 2.24 standard errors: a p-value of about 0.013, above 0.05 / 14.
        var pairs = single(1, within: 0.0294 / 1.4142)
        for place in [0, 1] { pairs[0][place].views[.canonical]?[MetricID(.ttft, .mean)] = place == 0 ? 1 : 1.0719 }
        let alone = Judge.with(gate: ["ttft.mean"]).judge(pairs, expectedRequests: 500)
        #expect(alone.verdict == .disagree)
        let many = Judge.with().judge(pairs, expectedRequests: 500)
        #expect(many.verdict == .inconclusive)
        let mean = try #require(many.comparison("ttft.mean", .canonical))
        #expect(mean.verdict == .inconclusive)
        #expect(mean.reason?.contains("by itself") == true)
    }

    @Test func `one round of printed figures decides no tail, and says so`() throws {
        var pairs = JudgedRuns.rounds([1.001])
        for place in [0, 1] { pairs[0][place].views[.canonical] = nil }
        let judgement = Judge.with().judge(pairs, expectedRequests: 500)
        #expect(judgement.comparison("ttft.p99")?.gated == false)
        #expect(try #require(judgement.finding("sampling-error-unknown")).severity != .undeciding)
        let named = Judge.with(gate: ["throughput.requests", "ttft.p99"]).judge(pairs, expectedRequests: 500)
        #expect(named.finding("sampling-error-unknown")?.severity == .undeciding)
        #expect(named.verdict == .inconclusive)
    }

    @Test func `results of the same run agree, and are named`() {
        let judgement = Judge.with().judge(JudgedRuns.rounds([1]), expectedRequests: 500)
        #expect(judgement.verdict == .agree)
        #expect(judgement.finding("one-run")?.severity == .note)
        var other = JudgedRuns.rounds([1])
        other[0][1].views[.reported]?[MetricID(.tpot, .mean)] = 0.0200001
        #expect(Judge.with().judge(other, expectedRequests: 500).finding("one-run") == nil)
    }
}
