/// How far two tools may differ and still agree.
package struct Tolerance: Sendable, Equatable {
    /// The rule for one metric or family.
    package enum Rule: Sendable, Equatable {
        /// The ratio must lie in [1/(1 + share), 1 + share]; a difference of at most `floor` (base units) agrees as well.
        /// Nil: the tolerance's own floor for what is measured in seconds, none for the rest.
        case within(share: Double, floor: Double?)
        /// The values must be equal.
        case exact
        /// Shown, never judged.
        case information
    }

    /// Share for everything that no rule names. Default 3 %.
    package var share = 0.03
    /// Absolute floor in seconds for latencies that no rule names. Default 10 µs.
    package var floor = 10e-6
    /// By metric id (`ttft.p99`) or family (`ttft`); the id wins.
    package var rules: [String: Rule] = [:]

    package init() {}

    /// The rule that holds for a metric: its own, its family's, exact for counts, else the default.
    package func rule(for metric: MetricID) -> Rule {
        let floor = metric.unit == .seconds ? floor : nil
        switch rules[metric.description] ?? rules[metric.family.rawValue] {
        case .within(let share, let own): return .within(share: share, floor: own ?? floor)
        case let rule?: return rule
        case nil: return metric.family.isCount ? .exact : .within(share: share, floor: floor)
        }
    }
}
