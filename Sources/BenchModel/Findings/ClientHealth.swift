/// The native engine's verdict on itself: whether its own figures show that it, and not the server, set what was measured.
package struct ClientHealth: Sendable, Codable, Equatable {
    package enum Outcome: String, Sendable, Codable {
        case pass, fail
        case notChecked = "not_checked"
    }

    /// One figure held against a limit.
    package struct Check: Sendable, Codable, Equatable {
        /// Stable, lower case with underscores: `loop_lag_p99`.
        package let id: String
        package let outcome: Outcome
        /// In `unit`. Nil when not known.
        package let value: Double?
        /// In `unit`. Both are nil when it was not checked; else one is.
        package let atMost: Double?
        package let atLeast: Double?
        package let unit: Unit
        /// Why the limit is what it is; of what was not checked, why not.
        package let reason: String

        private enum CodingKeys: String, CodingKey {
            case id, outcome, value, unit, reason
            case atMost = "at_most"
            case atLeast = "at_least"
        }
    }

    package enum Unit: String, Sendable, Codable {
        case share
        case seconds = "s"
        case requests
        case requestsPerSecond = "1/s"
    }

    /// Always the same ones, in the same order.
    package let checks: [Check]
    /// Whether none failed.
    package let healthy: Bool

    package init(checks: [Check]) {
        self.checks = checks
        healthy = checks.allSatisfy { $0.outcome != .fail }
    }

    package var failures: [Check] { checks.filter { $0.outcome == .fail } }
}
