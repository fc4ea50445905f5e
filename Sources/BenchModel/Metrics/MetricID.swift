/// The name of one metric, such as `ttft.mean` or `throughput.requests`: the only way in which tools, recipes and
/// reports refer to a value. Encodes as its string.
package struct MetricID: Sendable, Hashable {
    package let family: MetricFamily
    /// Nil for families that are a single number.
    package let statistic: Statistic?

    package init(_ family: MetricFamily, _ statistic: Statistic? = nil) {
        precondition(
            family.isDistribution == (statistic != nil),
            "a statistic belongs to a distribution, and only to it"
        )
        self.family = family
        self.statistic = statistic
    }

    /// Nil when the text names no metric.
    package init?(_ text: some StringProtocol) {
        if let family = MetricFamily(rawValue: String(text)), !family.isDistribution {
            self.init(family)
            return
        }
        guard let dot = text.firstIndex(of: "."),
            let family = MetricFamily(rawValue: String(text[..<dot])), family.isDistribution,
            let statistic = Statistic(name: text[text.index(after: dot)...])
        else { return nil }
        self.init(family, statistic)
    }
}

extension MetricID: CustomStringConvertible {
    package var description: String {
        statistic.map { "\(family.rawValue).\($0.name)" } ?? family.rawValue
    }
}

extension MetricID: Comparable {
    /// The order of reports: families as the catalogue lists them; mean, percentiles ascending, spread, extremes.
    package static func < (left: MetricID, right: MetricID) -> Bool { left.rank < right.rank }

    private var rank: Double {
        let place: Double =
            switch statistic {
            case nil, .mean: 0
            case .percentile(let percent): percent
            case .standardDeviation: 200
            case .minimum: 300
            case .maximum: 400
            }
        return Double(MetricFamily.allCases.firstIndex(of: family) ?? 0) * 1000 + place
    }
}

extension MetricID: Codable, CodingKeyRepresentable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = MetricID(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "unknown metric '\(text)'")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package var codingKey: any CodingKey { MetricKey(stringValue: description) }

    package init?(codingKey: some CodingKey) { self.init(codingKey.stringValue) }
}

private struct MetricKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
