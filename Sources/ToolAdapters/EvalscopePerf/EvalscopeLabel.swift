/// The name of a figure in a report, taken apart: what it is and in which unit. The unit is the label's own, never one
/// that a release is thought to use.
struct EvalscopeLabel: Equatable {
    enum Unit: String {
        case seconds = "(s)"
        case milliseconds = "(ms)"
        case requestsPerSecond = "(req/s)"
        case tokensPerSecond = "(tok/s)"
    }

    /// As written.
    let text: String
    /// Lower case, without the unit.
    let name: String
    /// Nil when the label names none.
    let unit: Unit?

    init(_ text: String) {
        self.text = text
        let words = text.split(whereSeparator: \.isWhitespace)
        unit = words.last.flatMap { Unit(rawValue: String($0)) }
        name = words.dropLast(unit == nil ? 0 : 1).joined(separator: " ").lowercased()
    }
}
