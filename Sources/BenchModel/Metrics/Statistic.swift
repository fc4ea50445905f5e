/// A statistic of a distribution, as it stands after the dot of a metric id.
package enum Statistic: Sendable, Hashable {
    case mean
    case standardDeviation
    case minimum
    case maximum
    /// The percentage in (0, 100); linear interpolation (Hyndman and Fan's type 7) in the canonical view.
    case percentile(Double)

    package static let median = Statistic.percentile(50)

    /// The id's last part: `mean`, `std`, `min`, `max`, `p50`, `p99.9`.
    package var name: String {
        switch self {
        case .mean: "mean"
        case .standardDeviation: "std"
        case .minimum: "min"
        case .maximum: "max"
        case .percentile(let percent):
            percent == percent.rounded() ? "p\(Int(percent))" : "p\(percent)"
        }
    }

    /// Nil when the name is none of those that `name` gives.
    package init?(name: some StringProtocol) {
        switch name {
        case "mean": self = .mean
        case "std": self = .standardDeviation
        case "min": self = .minimum
        case "max": self = .maximum
        default:
            guard name.hasPrefix("p"), let percent = Double(name.dropFirst()), percent > 0, percent < 100 else {
                return nil
            }
            self = .percentile(percent)
            // `p+5`, `p1e1` and `p050` are numbers, but not names: a metric has one spelling.
            guard self.name == name else { return nil }
        }
    }
}
