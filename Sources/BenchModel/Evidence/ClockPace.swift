/// How far the machine's clocks ran apart while one tool ran, in seconds.
package struct ClockPace: Sendable, Equatable, Codable {
    /// What the wall clock gained on the monotonic one: it was set, or the machine slept.
    package var step: Double
    /// What the monotonic clock gained on the one that nothing corrects: it was slewed.
    package var slew: Double

    package init(step: Double = 0, slew: Double = 0) {
        self.step = step
        self.slew = slew
    }
}
