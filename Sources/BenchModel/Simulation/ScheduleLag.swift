/// How much later than due a simulator wrote the parts of its answers. In nanoseconds.
package struct ScheduleLag: Sendable, Equatable {
    package var parts: Int
    /// To 12.5 %.
    package var p99: Int64
    package var maximum: Int64

    package init(parts: Int, p99: Int64, maximum: Int64) {
        self.parts = parts
        self.p99 = p99
        self.maximum = maximum
    }

    /// One line.
    package var text: String {
        guard parts > 0 else { return "nothing was sent" }
        let time: (Int64) -> String = { Duration.microseconds(($0 + 999) / 1000).text }
        return "\(parts) parts sent, 99 % within \(time(p99)) of their time, all within \(time(maximum))"
    }
}
