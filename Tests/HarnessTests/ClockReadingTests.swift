import BenchModel
import Testing

@testable import Harness

struct ClockReadingTests {
    private let start = ClockReading(wall: 1_700_000_000_000_000_000, monotonic: 5_000_000_000, raw: 4_000_000_000)

    private func pace(wall: Int64, monotonic: Int64, raw: Int64) -> ClockPace {
        ClockReading(
            wall: 1_700_000_000_000_000_000 + wall,
            monotonic: 5_000_000_000 + monotonic,
            raw: 4_000_000_000 + raw
        ).pace(since: start)
    }

    @Test func `clocks that run alike are not apart`() {
        #expect(pace(wall: 10_000_000_000, monotonic: 10_000_000_000, raw: 10_000_000_000) == ClockPace())
    }

    @Test func `a wall clock that was set is a step, a monotonic one that was corrected a slew`() {
        let set = pace(wall: 8_000_000_000, monotonic: 10_000_000_000, raw: 10_000_000_000)
        #expect(abs(set.step + 2) < 1e-12 && set.slew == 0)
        let slewed = pace(wall: 10_020_000_000, monotonic: 10_020_000_000, raw: 10_000_000_000)
        #expect(slewed.step == 0 && abs(slewed.slew - 0.02) < 1e-12)
    }

    @Test func `two readings of this machine are of clocks that run`() async throws {
        let first = ClockReading()
        try await Task.sleep(for: .milliseconds(20))
        let pace = ClockReading().pace(since: first)
        #expect(abs(pace.step) < 0.01 && abs(pace.slew) < 0.01)
    }
}
