/// A point on one run's monotonic time line. Only differences mean anything; instants of different hosts or boots
/// cannot be compared.
package struct Instant: Sendable, Hashable, Comparable, Codable {
    package var nanoseconds: Int64

    package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    package init(seconds: Double) { nanoseconds = Int64((seconds * 1e9).rounded()) }

    package static func < (left: Instant, right: Instant) -> Bool { left.nanoseconds < right.nanoseconds }

    /// Seconds from `right` to `left`.
    package static func - (left: Instant, right: Instant) -> Double {
        let (difference, isBeyond) = left.nanoseconds.subtractingReportingOverflow(right.nanoseconds)
        // Instants that a file gives may be any.
        return (isBeyond ? Double(left.nanoseconds) - Double(right.nanoseconds) : Double(difference)) / 1e9
    }

    /// The instant that many seconds later.
    package static func + (left: Instant, seconds: Double) -> Instant {
        Instant(nanoseconds: left.nanoseconds + Int64((seconds * 1e9).rounded()))
    }
}
