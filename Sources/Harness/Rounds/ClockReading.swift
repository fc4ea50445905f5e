import BenchModel
import Traffic

/// The system's clocks at one moment, in nanoseconds: the wall clock, the monotonic one that tools measure with, and the
/// one that no time service corrects.
struct ClockReading: Sendable {
    let wall: Int64
    let monotonic: Int64
    let raw: Int64

    /// How often they are read, so that one reading was not interrupted.
    private static let attempts = 8

    /// The reading of several that took the least time.
    init() {
        var best = Self.read()
        for _ in 1..<Self.attempts {
            let next = Self.read()
            if next.span < best.span { best = next }
        }
        (wall, monotonic, raw) = (best.wall, best.monotonic, best.raw)
    }

    init(wall: Int64, monotonic: Int64, raw: Int64) {
        (self.wall, self.monotonic, self.raw) = (wall, monotonic, raw)
    }

    func pace(since earlier: ClockReading) -> ClockPace {
        let length = monotonic - earlier.monotonic
        let (step, slew) = (wall - earlier.wall - length, length - (raw - earlier.raw))
        return ClockPace(step: Double(step) * 1e-9, slew: Double(slew) * 1e-9)
    }

    /// The wall clock and the raw one between two readings of the monotonic one.
    private static func read() -> (wall: Int64, monotonic: Int64, raw: Int64, span: Int64) {
        let before = SystemClock.monotonic.nanoseconds
        let wall = SystemClock.wall.nanoseconds
        let raw = SystemClock.raw.nanoseconds
        let after = SystemClock.monotonic.nanoseconds
        return (wall, before + (after - before) / 2, raw, after - before)
    }
}
