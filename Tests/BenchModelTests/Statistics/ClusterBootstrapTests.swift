import BenchModel
import Testing

struct ClusterBootstrapTests {
    private struct Values: Decodable {
        struct Case: Decodable {
            let clusters: [[Double]]
            let weights: [UInt32]
            let quantiles: [String: Double]
        }
        let cases: [Case]
    }

    @Test func `weighted quantiles match numpy's of the repeated samples`() throws {
        for expected in try StatisticsFixture.load("cluster-quantiles", as: Values.self).cases {
            let bootstrap = try #require(ClusterBootstrap(expected.clusters))
            let kept = zip(expected.clusters, expected.weights).filter { !$0.0.isEmpty }
            #expect(bootstrap.clusters == kept.count)
            let percents = expected.quantiles.keys.compactMap(Double.init)
            let values = bootstrap.quantiles(percents, weights: kept.map(\.1))
            for (percent, value) in zip(percents, values) {
                let name = percent == percent.rounded() ? "\(Int(percent))" : "\(percent)"
                #expect(isClose(value, try #require(expected.quantiles[name])), "\(percent) % of \(expected)")
            }
        }
    }

    private func draw(_ count: Int, seed: Int) -> [Double] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in Double.random(in: 1...2, using: &generator) }
    }

    private func interval(_ bootstrap: ClusterBootstrap, percent: Double, seed: Int = 1) -> (low: Double, high: Double)
    {
        var generator = SeededGenerator(seed: seed)
        let drawn = bootstrap.draws([percent], resamples: 400, using: &generator).quantiles[0].sorted()
        return (Quantile.linear(drawn, percent: 5), Quantile.linear(drawn, percent: 95))
    }

    @Test(arguments: [50.0, 80])
    func `with one sample a cluster the interval is near the exact one of order statistics`(percent: Double) throws {
        let values = draw(300, seed: 4)
        let (low, high) = interval(try #require(ClusterBootstrap(values.map { [$0] })), percent: percent)
        let exact = try #require(QuantileInterval(count: 300, percent: percent, confidence: 0.9))
        let sorted = values.sorted()
        for (end, rank) in [(low, exact.lowerRank), (high, exact.upperRank)] {
            #expect((sorted[rank - 6]...sorted[rank + 4]).contains(end), "\(end), rank \(rank)")
        }
    }

    @Test func `samples that hang together count as one`() throws {
        let values = draw(40, seed: 8)
        let clustered = try #require(ClusterBootstrap(values.map { Array(repeating: $0, count: 25) }))
        let loose = try #require(ClusterBootstrap(values.flatMap { Array(repeating: [$0], count: 25) }))
        #expect(clustered.count == loose.count && clustered.clusters == 40 && loose.clusters == 1000)
        let (wide, narrow) = (interval(clustered, percent: 50), interval(loose, percent: 50))
        #expect(wide.high - wide.low > 3 * (narrow.high - narrow.low))
    }

    @Test func `the seed decides what is drawn`() throws {
        let bootstrap = try #require(ClusterBootstrap(draw(50, seed: 1).map { [$0] }))
        func drawn(_ seed: Int) -> [[Double]] {
            var generator = SeededGenerator(seed: seed)
            return bootstrap.draws([50, 90], resamples: 20, using: &generator).quantiles
        }
        #expect(drawn(3) == drawn(3))
        #expect(drawn(3) != drawn(4))
        #expect(drawn(3).map(\.count) == [20, 20])
    }

    @Test func `without samples there is none`() {
        #expect(ClusterBootstrap([[Double]]()) == nil && ClusterBootstrap([[Double]]([[], []])) == nil)
    }
}
