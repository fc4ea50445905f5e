import BenchModel

/// The percentile table of one run, from JSON or console, brought to metrics.
struct EvalscopePercentiles {
    private(set) var values: [MetricID: MetricValue] = [:]
    private(set) var warnings: [String] = []

    /// Up to 1.6.1, and from 1.7.0 on. `max` came with 1.8.0 and `min` with 1.10.0.
    private static let known: [Set<String>] = [
        ["10%", "25%", "50%", "66%", "75%", "80%", "90%", "95%", "98%", "99%"],
        ["1%", "5%", "10%", "25%", "50%", "75%", "90%", "95%", "99%"],
    ]
    private static let families: [String: MetricFamily] = [
        "ttft": .ttft, "itl": .itl, "tpot": .tpot, "latency": .e2el,
    ]

    /// - Parameters:
    ///   - columns: By what the tool calls the statistic: `min`, `50%`, `max`.
    ///   - completed: Requests that the table summarises. Nil when unknown.
    ///   - isWhole: Whether the end was seen, so that what is not there was taken out and not cut off.
    init(
        columns: [(statistic: String, figures: [EvalscopeFigure])],
        completed: Int?,
        isWhole: Bool = false,
        place: String
    ) throws(OutputError) {
        for (name, figures) in columns {
            guard let statistic = Self.statistic(name) else {
                throw .evalscope(.unknownShape("'\(name)' is no percentile"), at: place)
            }
            var seen: Set<MetricFamily> = []
            for figure in figures {
                guard let family = Self.families[figure.label.name] else { continue }
                let metric = MetricID(family, statistic)
                let scale: Double? =
                    switch figure.label.unit {
                    case .seconds: 1
                    case .milliseconds: 1e-3
                    default: nil
                    }
                guard let scale, figure.isReadable, seen.insert(family).inserted, values[metric] == nil else {
                    throw .evalscope(
                        .unknownShape("'\(figure.label.text)' at \(name) is '\(figure.text)'"),
                        at: place
                    )
                }
                guard let value = figure.value else { continue }
                values[metric] = MetricValue(
                    value * scale,
                    resolution: figure.halfWidth * scale,
                    sourceName: "\(name) \(figure.label.text)",
                    sourceText: figure.text,
                    samples: completed
                )
            }
            if isWhole, seen.count < Self.families.count {
                let missing = Self.families.filter { !seen.contains($0.value) }.keys.sorted().joined(separator: ", ")
                warnings.append(
                    "evalscope's percentiles lack \(missing) at \(name). What is not there is not compared."
                )
            }
            guard seen.count == Self.families.count || isWhole else {
                throw .evalscope(.cutOff, at: "\(place), '\(name)'")
            }
        }
        let names = Set(columns.map(\.statistic)).subtracting(["min", "max"])
        if !Self.known.contains(names) {
            // The smallest set that any release prints.
            guard names.count >= 9 || isWhole else { throw .evalscope(.cutOff, at: place) }
            warnings.append("evalscope's percentiles are not those of any release known here.")
        }
        try checkOrder(place: place)
    }

    private static func statistic(_ name: String) -> Statistic? {
        switch name {
        case "min": .minimum
        case "max": .maximum
        default: name.hasSuffix("%") ? Statistic(name: "p" + name.dropLast()) : nil
        }
    }

    /// Percentiles never fall; ones that do have been damaged.
    private func checkOrder(place: String) throws(OutputError) {
        for family in Set(values.keys.map(\.family)) {
            let ascending = values.filter { $0.key.family == family }.sorted { Self.rank($0.key) < Self.rank($1.key) }
            for (lower, upper) in zip(ascending, ascending.dropFirst()) where lower.value.value > upper.value.value {
                throw .evalscope(
                    .unknownShape("\(upper.key) is below \(lower.key)"),
                    at: place
                )
            }
        }
    }

    private static func rank(_ metric: MetricID) -> Double {
        switch metric.statistic {
        case .minimum: 0
        case .percentile(let percent): percent
        default: 100
        }
    }
}
