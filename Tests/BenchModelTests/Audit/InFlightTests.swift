import Testing

@testable import BenchModel

struct InFlightTests {
    private func inFlight(_ times: [(Double, Double)]) -> InFlight {
        InFlight(
            times.enumerated().map { index, time in
                var exchange = WireExchange(
                    index: index,
                    connection: index,
                    place: 0,
                    method: "POST",
                    target: "/v1/completions",
                    received: Instant(seconds: time.0)
                )
                exchange.record.done = Instant(seconds: time.1)
                return exchange
            }
        )
    }

    @Test func `requests under way are counted over time`() throws {
        let load = inFlight([(0, 2), (1, 3), (3, 4), (6, 7)])
        #expect(load.peak == 2)
        #expect(load.secondsToPeak == 1)
        #expect(load.end - load.start == 7)
        // One, two, one, one (an end and a beginning at once), none, one.
        #expect(load.intervals(from: load.start, to: load.end).map(\.count) == [1, 2, 1, 1, 0, 1])
        #expect(load.seconds(below: 1, from: load.start, to: load.end) == 2)
        #expect(load.seconds(below: 2, from: load.start, to: load.end) == 6)
        #expect(try #require(load.mean(from: load.start, to: load.end)) == 6.0 / 7)
        #expect(load.first(2) == Instant(seconds: 1))
        #expect(load.first(3) == nil)
    }

    @Test func `no requests are none`() {
        let load = inFlight([])
        #expect(load.peak == 0 && load.secondsToPeak == 0)
        #expect(load.mean(from: load.start, to: load.end) == nil)
    }
}
